namespace Tanuki.Sandbox.Sessions;

internal enum EntryKind
{
    File,
    Folder,
    Link,
}

/// <param name="Mode">The nine permission bits.</param>
internal sealed record WorkspaceEntry(EntryKind Kind, UnixFileMode Mode, DateTimeOffset Modified, ReadOnlyMemory<byte> Content, string LinkTarget)
{
    public bool Executable => Kind == EntryKind.File && Mode.HasFlag(UnixFileMode.UserExecute);

    /// <summary>What a file occupies in the file systems that workspaces lie on.</summary>
    public long Bytes => Pages(Content.Length);

    public static long Pages(long bytes) => (bytes + 4095) / 4096 * 4096;

    public bool SameAs(WorkspaceEntry other) =>
        Kind == other.Kind && Executable == other.Executable && LinkTarget == other.LinkTarget && SameContent(other.Content.Span);

    public bool SameContent(ReadOnlySpan<byte> other) => Content.Span == other || Content.Span.SequenceEqual(other);
}

/// <summary>What was in the workspace and is not in its tree.</summary>
/// <param name="Protected">Those of it that lie under a protected name, to be read by people; the first of them.</param>
internal sealed record LeftOut(IReadOnlyList<LeftOutFile> Files, int Count, IReadOnlyList<string> Protected)
{
    public const int Listed = 100;

    public static LeftOut None { get; } = new([], 0, []);
}

/// <summary>
/// The files of a workspace. Paths are relative and safe (<see cref="WorkspacePath"/>), every parent is a folder of the tree, and
/// the ordinal order puts it before what is in it.
/// </summary>
/// <param name="Bytes">Of all entries together.</param>
internal sealed record WorkspaceTree(SortedDictionary<string, WorkspaceEntry> Entries, long Bytes, LeftOut LeftOut)
{
    public static WorkspaceTree Of(SortedDictionary<string, WorkspaceEntry> entries, LeftOut leftOut) =>
        new(entries, entries.Values.Sum(entry => entry.Bytes), leftOut);

    /// <exception cref="WorkspaceException">There is more in it than the limits allow.</exception>
    public void Check(WorkspaceLimits limits)
    {
        if (Bytes > limits.Bytes)
            throw WorkspaceFaults.TooLarge(limits);
        if (Entries.Count > limits.Files)
            throw WorkspaceFaults.TooMany(limits);
    }
}

internal static class WorkspaceFaults
{
    public static WorkspaceException TooLarge(WorkspaceLimits limits) => new(
        WorkspaceFault.TooLarge, $"The files take more than the workspace's {limits.Mebibytes} MiB.", "Leave out what is generated, or raise the limit.");

    public static WorkspaceException TooMany(WorkspaceLimits limits) => new(
        WorkspaceFault.TooMany, $"There are more than the workspace's {limits.Files} files.", "Leave out what is generated, or raise the limit.");

    public static WorkspaceException Malformed(string what) => new(WorkspaceFault.Malformed, $"The workspace's archive is damaged: {what}.");
}
