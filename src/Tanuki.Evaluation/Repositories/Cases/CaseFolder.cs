using System.Text.Json;
using Tanuki.Core;
using Tanuki.Evaluation.Reports;

namespace Tanuki.Evaluation.Repositories.Cases;

/// <summary>Cases on disk: a folder each, with <c>case.json</c> and <c>repo/</c>.</summary>
/// <param name="Repository">The folder of the broken repository.</param>
internal sealed record CaseFolder(RepositoryCase Case, string Repository)
{
    private const string CaseFile = "case.json";
    private const string RepositoryFolder = "repo";

    /// <summary>Ordered by name.</summary>
    /// <exception cref="TanukiException">There are none, or one cannot be read.</exception>
    public static IReadOnlyList<CaseFolder> ReadAll(string folder)
    {
        if (!Directory.Exists(folder))
            throw new UsageException($"There is no folder {folder}.", "Make one with: tanuki synth bugs --out DIR --count 100");
        CaseFolder[] cases = [.. Directory.EnumerateDirectories(folder)
            .Where(path => File.Exists(Path.Combine(path, CaseFile)))
            .Order(StringComparer.Ordinal)
            .Select(Read)];
        return cases.Length > 0 ? cases : throw new UsageException($"{folder} holds no cases.", "Make some with: tanuki synth bugs --out DIR --count 100");
    }

    public static void Write(string folder, RepositoryCase item, IReadOnlyDictionary<string, string> files)
    {
        var target = Path.Combine(folder, item.Id);
        WriteFiles(Path.Combine(target, RepositoryFolder), files);
        WholeFile.Write(Path.Combine(target, CaseFile), file => JsonSerializer.Serialize(file, item, TanukiJson.Indented));
    }

    public static void WriteFiles(string folder, IReadOnlyDictionary<string, string> files)
    {
        foreach (var (path, content) in files)
        {
            var target = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllText(target, content);
        }
    }

    private static CaseFolder Read(string folder)
    {
        var path = Path.Combine(folder, CaseFile);
        try
        {
            var item = JsonSerializer.Deserialize<RepositoryCase>(File.ReadAllBytes(path), TanukiJson.Compact) ?? throw new JsonException("it holds null.");
            return new CaseFolder(item, Path.Combine(folder, RepositoryFolder));
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            throw new TanukiException($"The case {path} cannot be read: {e.Message}", "Generate the cases again.", e);
        }
    }
}
