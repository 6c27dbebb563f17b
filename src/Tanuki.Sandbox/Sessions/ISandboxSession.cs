namespace Tanuki.Sandbox.Sessions;

/// <summary>
/// A private copy of a folder that commands work in one after another: each sees the files as the one before left them, and
/// nothing else of it, since everything that a command started ends with it. Safe for concurrent use; commands wait for each
/// other. Disposing ends what runs and removes everything.
/// </summary>
public interface ISandboxSession : IAsyncDisposable
{
    SandboxDescription Description { get; }

    /// <summary>Runs a command to its end. Throws only for bugs and cancellation, after which the workspace is as the command left it.</summary>
    Task<SandboxVerdict> RunAsync(SessionCommand command, CancellationToken cancellationToken);

    /// <summary>
    /// Starts a command with its standard input and output connected to the caller. The next command begins when this one's
    /// <see cref="ISandboxProcess.Completion"/> has ended.
    /// </summary>
    Task<ISandboxProcess> StartAsync(SessionCommand command, CancellationToken cancellationToken);

    /// <summary>
    /// Writes files from outside, for example an edit that somebody proposed: folders are made, what is there is replaced and keeps
    /// its permissions, and a link is replaced, not followed. All of them, or none when one is refused or there is no room.
    /// </summary>
    /// <exception cref="WorkspaceException">A path is protected, leaves the workspace or leads through something that is no folder; or there is too much.</exception>
    Task WriteAsync(IReadOnlyList<SandboxFile> files, CancellationToken cancellationToken);

    /// <summary>
    /// Keeps the files as they are now, under a name and as an object that other sessions can be opened from, with any driver.
    /// Reads the whole workspace; unchanged contents are shared with the snapshot before.
    /// </summary>
    /// <exception cref="WorkspaceException">The workspace is larger than its limits, or cannot be read.</exception>
    Task<WorkspaceSnapshot> SnapshotAsync(string name, CancellationToken cancellationToken);

    /// <summary>Throws away all files and writes those of a snapshot of this session.</summary>
    /// <exception cref="ArgumentException">There is no snapshot of that name.</exception>
    /// <exception cref="WorkspaceException">The workspace cannot be written.</exception>
    Task RestoreAsync(string name, CancellationToken cancellationToken);

    /// <summary>What differs from the files that the session was opened with.</summary>
    /// <exception cref="WorkspaceException">The workspace is larger than its limits, or cannot be read.</exception>
    Task<WorkspaceDiff> DiffAsync(CancellationToken cancellationToken);
}
