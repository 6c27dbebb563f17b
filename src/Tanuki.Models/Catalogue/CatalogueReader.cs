using System.Text.Json;
using System.Text.RegularExpressions;
using Tanuki.Core;

namespace Tanuki.Models.Catalogue;

/// <summary>Finds and reads <c>models/catalogue.json</c>.</summary>
internal static partial class CatalogueReader
{
    private const string CatalogueName = "catalogue.json";

    /// <summary>The folder with the catalogue and the bundled files.</summary>
    public static string FindModelsFolder(ModelEnvironment environment)
    {
        if (environment.Home is { } home)
        {
            var folder = Path.Combine(Path.GetFullPath(home, environment.WorkingDirectory), "models");
            return File.Exists(Path.Combine(folder, CatalogueName))
                ? folder
                : throw new TanukiException(
                    $"TANUKI_HOME is \"{Shown.Value(home)}\", which has no models/{CatalogueName}.",
                    "Set it to the folder of the clone, or unset it.");
        }

        for (var at = new DirectoryInfo(environment.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "models");
            if (File.Exists(Path.Combine(folder, CatalogueName)))
                return folder;
        }

        throw new TanukiException(
            $"The model catalogue, models/{CatalogueName}, was not found above {environment.BaseDirectory}.",
            "Run Tanuki from its clone, or set TANUKI_HOME to the folder of the clone.");
    }

    public static IReadOnlyList<CatalogueEntry> Read(string modelsFolder)
    {
        var path = Path.Combine(modelsFolder, CatalogueName);
        try
        {
            using var stream = File.OpenRead(path);
            var models = JsonSerializer.Deserialize(stream, CatalogueJson.Compact.CatalogueDocument)?.Models;
            if (models is null || !models.All(IsSound)
                || models.DistinctBy(m => m.Name, StringComparer.Ordinal).Count() != models.Count)
                throw Damaged(path, null);
            return models;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw Damaged(path, e);
        }
    }

    internal static bool IsSound(CatalogueEntry? entry) =>
        entry is { Name.Length: > 0, Files.Count: > 0 }
        && IsDigest(entry.Sha256)
        && entry.Files.All(f => f is { Bytes: > 0 } && f.Name == Path.GetFileName(f.Name) && IsDigest(f.Sha256));

    private static bool IsDigest(string? text) => text is null || Digest().IsMatch(text);

    private static TanukiException Damaged(string path, Exception? cause) => new(
        $"The model catalogue {path} cannot be read or is not a valid catalogue.",
        "Restore it with `git checkout -- models/catalogue.json`.", cause);

    [GeneratedRegex("^[0-9a-f]{64}$", RegexOptions.ExplicitCapture)]
    private static partial Regex Digest();
}
