namespace Tanuki.Sandbox.Sessions;

/// <summary>What differs from the files that a session was opened with, as data: nothing of it is on the host.</summary>
/// <param name="Changes">Ordered by path. Folders are not listed, only what is in them.</param>
/// <param name="Restored">Protected paths that a command changed, added or removed since the session was opened; all were put back.</param>
/// <param name="LeftOut">What is in the workspace and cannot be in <paramref name="Changes"/>; the first 100.</param>
/// <param name="LeftOutCount">How many there are in all.</param>
public sealed record WorkspaceDiff(
    IReadOnlyList<WorkspaceChange> Changes, IReadOnlyList<string> Restored, IReadOnlyList<LeftOutFile> LeftOut, int LeftOutCount);

public enum ChangeKind
{
    Added,
    Modified,
    Removed,
}

/// <param name="Path">
/// Relative, forward slashes, without <c>.</c>, <c>..</c>, control characters, marks that change the direction of text, or a hyphen
/// at its start.
/// </param>
/// <param name="Content">The new content; empty for links and for what was removed.</param>
/// <param name="Executable">For its owner.</param>
/// <param name="LinkTarget">Where a symbolic link points, which lies inside the workspace; null for files.</param>
public sealed record WorkspaceChange(string Path, ChangeKind Kind, ReadOnlyMemory<byte> Content, bool Executable, string? LinkTarget);

public enum LeftOutReason
{
    /// <summary>Not UTF-8, or with characters that terminals and option parsers could misread.</summary>
    UnsafeName,

    /// <summary>A device, FIFO or other thing that is neither a file, a folder nor a symbolic link.</summary>
    SpecialFile,

    /// <summary>A symbolic link whose target is absolute or outside the workspace. Commands and snapshots have it; a diff does not.</summary>
    LinkOutside,
}

/// <param name="Path">For people to read: what is unsafe in it is escaped.</param>
public sealed record LeftOutFile(string Path, LeftOutReason Reason);
