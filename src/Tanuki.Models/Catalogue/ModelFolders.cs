using Tanuki.Core;
using Tanuki.Models.Downloads;

namespace Tanuki.Models.Catalogue;

/// <summary>Finds the files of a catalogue entry: all in <c>TANUKI_MODELS</c>, else beside the catalogue or where they were fetched to.</summary>
internal static class ModelFolders
{
    public static bool Has(CatalogueEntry entry, string modelsFolder, ModelEnvironment environment) =>
        entry.Files.All(file => File.Exists(Path.Combine(Of(entry, modelsFolder, environment), file.Name)));

    /// <returns>Absolute paths in order.</returns>
    /// <exception cref="TanukiException">A file is missing.</exception>
    public static IReadOnlyList<string> Locate(CatalogueEntry entry, string modelsFolder, ModelEnvironment environment)
    {
        var folder = Of(entry, modelsFolder, environment);
        return
        [
            .. entry.Files.Select(file => Path.Combine(folder, file.Name)).Select(path => File.Exists(path) ? path : throw new TanukiException(
                $"The file {Path.GetFileName(path)} of model {entry.Name} is missing from {folder}.",
                $"{RestoreHint(entry)[..^1]}, or set TANUKI_MODELS to a folder that has all files of the model.")),
        ];
    }

    public static string RestoreHint(CatalogueEntry entry) => entry switch
    {
        { Bundled: true } => "Restore it with `git checkout -- models`.",
        { Source: { } source } when source.EndsWith(".gguf", StringComparison.Ordinal) => $"Fetch it with `tanuki models pull {source}`.",
        _ => $"Fetch it with `tanuki models pull {entry.Name}`.",
    };

    // llama.cpp wants all files of a split model side by side.
    private static string Of(CatalogueEntry entry, string modelsFolder, ModelEnvironment environment)
    {
        var usual = entry.Bundled ? modelsFolder : new PulledModels(environment).FolderOf(entry.Name);
        if (environment.ModelsDirectory is not { } named)
            return usual;
        var first = Path.GetFullPath(named, environment.WorkingDirectory);
        return entry.Files.All(file => File.Exists(Path.Combine(first, file.Name))) ? first : usual;
    }
}
