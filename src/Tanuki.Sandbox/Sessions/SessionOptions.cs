namespace Tanuki.Sandbox.Sessions;

/// <summary>What holds for a session's whole life.</summary>
public sealed record SessionOptions
{
    /// <summary>How large the workspace may become.</summary>
    public WorkspaceLimits Workspace { get; init; } = new();

    /// <summary>
    /// Paths that commands cannot change, relative to the workspace: <c>*</c> and <c>?</c> within a name, <c>**</c> over any
    /// number of folders (<c>tests/**</c>, <c>**/conftest.py</c>). Whatever lies below a match is protected too, and so is what does
    /// not exist yet.
    /// </summary>
    public IReadOnlyList<string> Protected { get; init; } = [];

    public SessionProfile Profile { get; init; }
}

public enum SessionProfile
{
    Standard,

    /// <summary>
    /// Allows <c>ptrace</c> and reading and writing the memory of other processes of the same command, for debuggers, and
    /// nothing else.
    /// </summary>
    Debug,
}

/// <summary>Bounds of a workspace, enforced while commands write and again while it is read.</summary>
public sealed record WorkspaceLimits
{
    /// <summary>Size of all files together, each rounded up to 4 KiB; holes count. Default 256 MiB, range 1 to 1024.</summary>
    public int Mebibytes { get; init; } = 256;

    /// <summary>Files, folders and links together; default 50,000, range 16 to 1,000,000.</summary>
    public int Files { get; init; } = 50_000;

    internal long Bytes => (long)Mebibytes << 20;
}
