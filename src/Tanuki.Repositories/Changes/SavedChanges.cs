using System.Text.Json;
using Tanuki.Core;

namespace Tanuki.Repositories.Changes;

/// <summary>Changes as a file, so that a later command can accept or undo them.</summary>
public static class SavedChanges
{
    private const int Version = 1;

    public static void Write(string file, IReadOnlyList<FileChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var text = JsonSerializer.SerializeToUtf8Bytes(new Document(Version, [.. changes.Select(change => new Entry(change.Path, State.Of(change.Before), State.Of(change.After)))]));
        var temporary = $"{file}.{Path.GetRandomFileName()}";
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        using (var stream = new FileStream(temporary, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            stream.Write(text);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, file, overwrite: true);
    }

    /// <exception cref="TanukiException">There are none, or they cannot be read.</exception>
    public static IReadOnlyList<FileChange> Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<Document>(File.ReadAllBytes(file)) is { Version: Version } document
                ? [.. document.Changes.Select(entry => new FileChange(entry.Path, entry.Before?.ToVersion(), entry.After?.ToVersion()))]
                : throw new TanukiException($"{file} was written by another version of Tanuki.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            throw new TanukiException($"There are no changes to read in {file}.", inner: e);
        }
    }

    private sealed record Document(int Version, IReadOnlyList<Entry> Changes);

    private sealed record Entry(string Path, State? Before, State? After);

    private sealed record State(byte[] Content, bool Executable)
    {
        public static State? Of(FileVersion? version) => version is null ? null : new State(version.Content.ToArray(), version.Executable);

        public FileVersion ToVersion() => new(Content, Executable);
    }
}
