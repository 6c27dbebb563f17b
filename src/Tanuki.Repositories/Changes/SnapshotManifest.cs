using System.Text.Json;
using Tanuki.Repositories.Git;
using Tanuki.Repositories.Reading;

namespace Tanuki.Repositories.Changes;

/// <summary>What is known of a copy, beside it, so that another process can go on with it. Written last: a copy with one is complete.</summary>
internal sealed record SnapshotManifest(string Root, GitState? State, IReadOnlyList<WorkTreeFile> Files, IReadOnlyList<FileLeftOut> LeftOut)
{
    public void Write(string copy) => File.WriteAllBytes(Path(copy), JsonSerializer.SerializeToUtf8Bytes(this));

    public static SnapshotManifest? TryRead(string copy)
    {
        try
        {
            return JsonSerializer.Deserialize<SnapshotManifest>(File.ReadAllBytes(Path(copy)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public static void Remove(string copy) => File.Delete(Path(copy));

    private static string Path(string copy) => copy.TrimEnd('/') + ".json";
}
