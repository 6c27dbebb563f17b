namespace Tanuki.Sandbox.Sessions;

/// <summary>A driver that offers sessions; the <see cref="ISandbox"/> of bubblewrap and of Docker is one too.</summary>
public interface ISandboxSessions
{
    /// <summary>
    /// Opens a workspace that holds what the snapshot holds. Neither the folder that the snapshot was taken of nor the
    /// snapshot itself is ever written; any number of sessions may start from the same one, at the same time too.
    /// </summary>
    /// <exception cref="WorkspaceException">The snapshot is larger than the options allow, or the sandbox cannot be set up.</exception>
    Task<ISandboxSession> OpenSessionAsync(WorkspaceSnapshot start, SessionOptions options, CancellationToken cancellationToken);
}
