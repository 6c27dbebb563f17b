using System.Text.Json;

namespace Tanuki.Models.Catalogue;

/// <summary>
/// Remembers digests of files by their size and modification time. A cache only: unreadable means empty, and what cannot be
/// written is computed again next time.
/// </summary>
internal sealed class DigestCache(string path)
{
    /// <summary>In the data folder.</summary>
    public const string FileName = "model-digests.json";

    internal sealed record Line(string Stamp, string Sha256);

    public string? Find(string key, string stamp) =>
        Read().TryGetValue(key, out var line) && line?.Stamp == stamp ? line.Sha256 : null;

    public void Store(string key, string stamp, string sha256)
    {
        var lines = Read();
        lines[key] = new Line(stamp, sha256);
        Write(lines);
    }

    public void Forget(string key)
    {
        var lines = Read();
        if (lines.Remove(key))
            Write(lines);
    }

    private Dictionary<string, Line?> Read()
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), CatalogueJson.Compact.Digests) ?? [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return [];
        }
    }

    private void Write(Dictionary<string, Line?> lines)
    {
        var aside = $"{path}.{Guid.NewGuid():N}";
        try
        {
            File.WriteAllBytes(aside, JsonSerializer.SerializeToUtf8Bytes(lines, CatalogueJson.Indented.Digests));
            File.Move(aside, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(aside))
                File.Delete(aside);
        }
    }
}
