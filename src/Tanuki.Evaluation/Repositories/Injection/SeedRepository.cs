using System.Text.Json;
using Tanuki.Agents.Faults;
using Tanuki.Core;
using Tanuki.Evaluation.Repositories.Testing;

namespace Tanuki.Evaluation.Repositories.Injection;

/// <summary>What <c>Seeds/NAME/seed.json</c> says.</summary>
/// <param name="Sources">The folders whose files get bugs; each ends with a slash.</param>
internal sealed record SeedSettings(
    string Language, IReadOnlyList<string> TestCommand, string TestOutput, IReadOnlyList<string> Sources, IReadOnlyList<string> Protected);

/// <summary>A repository that works, which bugs are put into; shipped inside this assembly.</summary>
/// <param name="Files">Contents by path.</param>
internal sealed record SeedRepository(string Name, SeedSettings Settings, IReadOnlyDictionary<string, string> Files)
{
    private const string Prefix = "seeds/";
    private const string SettingsFile = "seed.json";
    private const string Folder = "repo/";

    private static readonly Lazy<IReadOnlyList<SeedRepository>> Loaded = new(Load);

    /// <summary>Ordered by name.</summary>
    public static IReadOnlyList<SeedRepository> All => Loaded.Value;

    public TestSuite Tests => new(Settings.Language, Settings.TestCommand, Settings.TestOutput);

    public IEnumerable<SourceText> Sources()
    {
        var language = SourceLanguage.Find(Settings.Language) ?? throw new InvalidOperationException($"{Name}: bugs cannot be put into {Settings.Language}.");
        return Files
            .Where(file => file.Key.EndsWith(language.Extension, StringComparison.Ordinal) && !file.Key.EndsWith("_test.go", StringComparison.Ordinal))
            .Where(file => Settings.Sources.Any(folder => file.Key.StartsWith(folder, StringComparison.Ordinal)))
            .OrderBy(file => file.Key, StringComparer.Ordinal)
            .Select(file => new SourceText(file.Key, file.Value, language));
    }

    private static IReadOnlyList<SeedRepository> Load()
    {
        var assembly = typeof(SeedRepository).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .GroupBy(name => name.Split('/')[1], name => name, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => Parse(group.Key, group.ToDictionary(name => name[(Prefix.Length + group.Key.Length + 1)..], Content, StringComparer.Ordinal)))];

        string Content(string name)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return reader.ReadToEnd();
        }
    }

    private static SeedRepository Parse(string name, Dictionary<string, string> resources) => new(
        name,
        JsonSerializer.Deserialize<SeedSettings>(resources[SettingsFile], TanukiJson.Compact)!,
        resources.Where(file => file.Key.StartsWith(Folder, StringComparison.Ordinal))
            .ToDictionary(file => file.Key[Folder.Length..], file => file.Value, StringComparer.Ordinal));
}
