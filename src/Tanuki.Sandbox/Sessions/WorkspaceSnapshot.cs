namespace Tanuki.Sandbox.Sessions;

/// <summary>
/// The files of a workspace at one moment, in this process's memory and unchangeable: opening sessions from it reads nothing
/// of the host. Contents that did not change are shared between snapshots.
/// </summary>
public sealed class WorkspaceSnapshot
{
    internal WorkspaceSnapshot(WorkspaceTree tree) => Tree = tree;

    /// <summary>Files, folders and links.</summary>
    public int Files => Tree.Entries.Count;

    /// <summary>Size of all files, each rounded up to 4 KiB.</summary>
    public long Bytes => Tree.Bytes;

    /// <summary>What is not in it because no workspace may hold it; the first 100.</summary>
    public IReadOnlyList<LeftOutFile> LeftOut => Tree.LeftOut.Files;

    public int LeftOutCount => Tree.LeftOut.Count;

    internal WorkspaceTree Tree { get; }

    /// <summary>
    /// Reads a folder of the host, which nothing ever writes to. Symbolic links are kept as links and not followed. What is
    /// modified while it is read may be torn.
    /// </summary>
    /// <param name="includeGit">Whether the folder's own <c>.git</c> comes along.</param>
    /// <exception cref="WorkspaceException">The folder is not there, cannot be read, or is larger than the limits.</exception>
    public static async Task<WorkspaceSnapshot> OfFolderAsync(
        string folder, bool includeGit, WorkspaceLimits limits, CancellationToken cancellationToken) =>
        new(await HostFolder.ReadAsync(folder, includeGit, limits, cancellationToken));
}
