using System.Text;

namespace Tanuki.Sandbox.Sessions;

/// <summary>Files from outside, put into a tree.</summary>
/// <param name="Whole">The tree with them.</param>
/// <param name="Added">They alone, and the folders that were not there.</param>
internal sealed record WorkspaceEdit(WorkspaceTree Whole, WorkspaceTree Added)
{
    private const UnixFileMode FileMode = (UnixFileMode)0x1a4;
    private const UnixFileMode FolderMode = (UnixFileMode)0x1ed;

    /// <exception cref="WorkspaceException">A path is none that may be written.</exception>
    public static WorkspaceEdit Apply(WorkspaceTree tree, IReadOnlyList<SandboxFile> files, ProtectedPaths paths, DateTimeOffset now)
    {
        var whole = new SortedDictionary<string, WorkspaceEntry>(tree.Entries, StringComparer.Ordinal);
        var added = new SortedDictionary<string, WorkspaceEntry>(StringComparer.Ordinal);
        foreach (var (path, content) in files)
        {
            Check(path, paths);
            foreach (var parent in WorkspacePath.Parents(path))
            {
                if (!whole.TryGetValue(parent, out var there))
                    whole[parent] = added[parent] = new WorkspaceEntry(EntryKind.Folder, FolderMode, now, default, "");
                else if (there.Kind != EntryKind.Folder)
                    throw new WorkspaceException(WorkspaceFault.Escapes, $"'{path}' leads through '{parent}', which is no folder.");
            }

            var before = whole.GetValueOrDefault(path);
            if (before?.Kind == EntryKind.Folder)
                throw new WorkspaceException(WorkspaceFault.Escapes, $"'{path}' is a folder.");
            var mode = before is { Kind: EntryKind.File } ? before.Mode : FileMode;
            whole[path] = added[path] = new WorkspaceEntry(EntryKind.File, mode, now, content.ToArray(), "");
        }

        return new WorkspaceEdit(WorkspaceTree.Of(whole, tree.LeftOut), WorkspaceTree.Of(added, LeftOut.None));
    }

    private static void Check(string path, ProtectedPaths paths)
    {
        if (path.Length == 0 || WorkspacePath.Normalise(Encoding.UTF8.GetBytes(path)) != path || !WorkspacePath.IsSafe(path))
            throw new WorkspaceException(WorkspaceFault.Escapes, $"'{WorkspacePath.Printable(Encoding.UTF8.GetBytes(path))}' is not a path inside the workspace.");
        if (paths.Covers(path))
            throw new WorkspaceException(WorkspaceFault.Protected, $"'{path}' is protected.");
    }
}
