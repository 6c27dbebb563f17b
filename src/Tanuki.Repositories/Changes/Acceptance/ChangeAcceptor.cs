using Tanuki.Repositories.Changes.Diffing;

namespace Tanuki.Repositories.Changes.Acceptance;

/// <summary>
/// Takes a change into the user's work tree, and out again. Index, branches and stashes are not touched. Before the first file is written the
/// whole change is saved in the record, so that undoing also tidies up after a process that was killed half-way.
/// </summary>
public static class ChangeAcceptor
{
    /// <param name="root">The user's work tree.</param>
    /// <param name="changes">Against the snapshot that they were made from.</param>
    /// <param name="record">The file that undoing reads.</param>
    public static AcceptResult Accept(string root, IReadOnlyList<FileChange> changes, string record)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var tree = new WorkTree(root);
        List<string> conflicts = [], merged = [];
        var planned = new List<FileChange>();
        foreach (var change in changes)
        {
            var now = tree.Read(change.Path, out var plain);
            if (!plain)
                conflicts.Add(change.Path);
            else if (Equals(now, change.Before))
                planned.Add(change);
            else if (Equals(now, change.After))
                continue;
            else if (change is { Before: { } before, After: { } after } && now is not null && ThreeWayMerge.Merge(before, after, now) is { } both)
            {
                planned.Add(new FileChange(change.Path, now, both));
                merged.Add(change.Path);
            }
            else
                conflicts.Add(change.Path);
        }

        if (conflicts.Count > 0)
            return new AcceptResult(AcceptOutcome.Conflict, conflicts, []);
        SavedChanges.Write(record, planned);
        return tree.Write(planned) is { Count: > 0 } late
            ? new AcceptResult(AcceptOutcome.Conflict, late, [])
            : new AcceptResult(AcceptOutcome.Accepted, [], merged);
    }

    /// <summary>Only when every file is as it was accepted, or was never written.</summary>
    public static UndoResult Undo(string root, string record)
    {
        var tree = new WorkTree(root);
        var changes = SavedChanges.Read(record);
        var back = new List<FileChange>();
        var changed = new List<string>();
        foreach (var change in changes)
        {
            var now = tree.Read(change.Path, out var plain);
            if (!plain || !Equals(now, change.After) && !Equals(now, change.Before))
                changed.Add(change.Path);
            else if (!Equals(now, change.Before))
                back.Add(new FileChange(change.Path, change.After, change.Before));
        }

        if (changed.Count == 0)
            changed.AddRange(tree.Write(back));
        if (changed.Count > 0)
            return new UndoResult(UndoOutcome.Changed, changed);
        File.Delete(record);
        return new UndoResult(UndoOutcome.Undone, []);
    }
}
