namespace Tanuki.Sandbox.Sessions;

internal static class WorkspaceDiffer
{
    public static WorkspaceDiff Compare(WorkspaceTree before, WorkspaceTree now, IReadOnlyList<string> restored)
    {
        var changes = new List<WorkspaceChange>();
        var leftOut = now.LeftOut.Files.ToList();
        var leftOutCount = now.LeftOut.Count;
        foreach (var path in before.Entries.Keys.Union(now.Entries.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (old, left) = (Listed(before, path), Listed(now, path));
            if (left is null)
            {
                if (old is not null)
                    changes.Add(new WorkspaceChange(path, ChangeKind.Removed, default, Executable: false, LinkTarget: null));
            }
            else if (old?.SameAs(left) != true)
            {
                if (left.Kind == EntryKind.Link && !WorkspacePath.StaysInside(path, left.LinkTarget))
                {
                    if (leftOutCount++ < LeftOut.Listed)
                        leftOut.Add(new LeftOutFile(path, LeftOutReason.LinkOutside));
                    if (old is null)
                        continue;

                    // What was there is gone, whatever is in its place.
                    changes.Add(new WorkspaceChange(path, ChangeKind.Removed, default, Executable: false, LinkTarget: null));
                    continue;
                }

                changes.Add(new WorkspaceChange(
                    path, old is null ? ChangeKind.Added : ChangeKind.Modified, left.Content, left.Executable, left.Kind == EntryKind.Link ? left.LinkTarget : null));
            }
        }

        return new WorkspaceDiff(changes, restored, leftOut, leftOutCount);
    }

    private static WorkspaceEntry? Listed(WorkspaceTree tree, string path) =>
        tree.Entries.TryGetValue(path, out var entry) && entry.Kind != EntryKind.Folder ? entry : null;
}
