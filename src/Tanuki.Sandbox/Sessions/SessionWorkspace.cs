using Tanuki.Sandbox.Processes;

namespace Tanuki.Sandbox.Sessions;

/// <summary>A driver's part of a session: where the files are and how a command gets to see them. One call at a time.</summary>
internal abstract class SessionWorkspace : IAsyncDisposable
{
    public abstract SandboxDescription Description { get; }

    /// <summary>Throws away all files and writes those of the tree, which is within the limits.</summary>
    /// <exception cref="WorkspaceException">It cannot be written.</exception>
    public abstract Task FillAsync(WorkspaceTree tree, CancellationToken cancellationToken);

    /// <summary>Adds to, and replaces in, what <see cref="ReadAsync"/> gave last.</summary>
    /// <exception cref="WorkspaceException">It cannot be written.</exception>
    public abstract Task WriteAsync(WorkspaceEdit edit, CancellationToken cancellationToken);

    /// <param name="known">Contents that are equal to those of the same path in here are shared with it.</param>
    /// <exception cref="WorkspaceException">There is more than the limits allow, or it cannot be read.</exception>
    public abstract Task<WorkspaceTree> ReadAsync(WorkspaceTree known, CancellationToken cancellationToken);

    /// <summary>Never throws for what the sandbox could not do: that is the process's verdict.</summary>
    public abstract Task<SandboxedProcess> StartAsync(SessionCommand command, bool interactive, CancellationToken cancellationToken);

    /// <summary>Whether commands may have changed protected paths, so that somebody has to look.</summary>
    public abstract bool MayHaveTouched(ProtectedPaths paths);

    public abstract ValueTask DisposeAsync();
}
