using System.Text.Json;
using Tanuki.Core;
using Tanuki.Models.Catalogue;

namespace Tanuki.Models.Downloads;

/// <summary>The models that were fetched: a folder each below the data directory, with <c>model.json</c> beside the files.</summary>
internal sealed class PulledModels(ModelEnvironment environment)
{
    private const string Manifest = "model.json";

    private string Root => Path.Combine(environment.DataDirectory, "models");

    public string FolderOf(string name) => Path.Combine(Root, name);

    /// <summary>By name. What cannot be read is passed over: it can be fetched again.</summary>
    public IReadOnlyList<CatalogueEntry> List() =>
        Directory.Exists(Root) ? [.. Directory.EnumerateDirectories(Root).Order(StringComparer.Ordinal).Select(Read).OfType<CatalogueEntry>()] : [];

    public void Add(CatalogueEntry entry)
    {
        var path = Path.Combine(FolderOf(entry.Name), Manifest);
        File.WriteAllBytes(path + ".new", JsonSerializer.SerializeToUtf8Bytes(entry, CatalogueJson.Indented.CatalogueEntry));
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <returns>Bytes that are free now; null when there is no such model.</returns>
    public long? Remove(string name)
    {
        if (name != Path.GetFileName(name) || name is "" or "." or ".." || !Directory.Exists(FolderOf(name)))
            return null;
        try
        {
            var bytes = new DirectoryInfo(FolderOf(name)).EnumerateFiles().Sum(file => file.Length);
            Directory.Delete(FolderOf(name), recursive: true);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TanukiException($"{FolderOf(name)} could not be removed.", "Check its permissions.", e);
        }
    }

    private static CatalogueEntry? Read(string folder)
    {
        try
        {
            var entry = JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(folder, Manifest)), CatalogueJson.Compact.CatalogueEntry);
            return CatalogueReader.IsSound(entry) && entry!.Sha256 is not null && entry.Name == Path.GetFileName(folder) ? entry with { Bundled = false } : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
