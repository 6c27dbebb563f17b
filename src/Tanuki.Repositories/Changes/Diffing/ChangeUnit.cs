namespace Tanuki.Repositories.Changes.Diffing;

/// <summary>The least that can be left out of a change: some lines of a file, or a file that cannot be taken apart.</summary>
/// <param name="Edit">Null for the whole file: new, removed, binary, or changed in its mode.</param>
internal sealed record ChangeUnit(FileChange Change, LineEdit? Edit)
{
    public static IReadOnlyList<ChangeUnit> Of(IEnumerable<FileChange> changes) => [.. changes.SelectMany(Split)];

    public static CandidateTree Build(RepositorySnapshot snapshot, IEnumerable<ChangeUnit> units)
    {
        var tree = snapshot.NewCandidate();
        foreach (var file in units.GroupBy(unit => unit.Change))
        {
            var (path, before, after) = file.Key;
            var edits = file.Select(unit => unit.Edit).OfType<LineEdit>().ToList();
            var result = edits.Count > 0
                ? tree.Write(path, after! with { Content = LineText.Join(LineEdit.Apply(LineText.Split(before!.Content.Span), edits)) })
                : after is null ? tree.Delete(path) : tree.Write(path, after);
            if (!result.IsTaken)
                throw new InvalidOperationException(result.Refusal);
        }

        return tree;
    }

    private static IEnumerable<ChangeUnit> Split(FileChange change)
    {
        if (change is not ({ Before: { } before, After: { } after }) || before.Executable != after.Executable
            || LineText.IsBinary(before.Content.Span) || LineText.IsBinary(after.Content.Span))
            return [new ChangeUnit(change, null)];
        return LineEdit.Between(LineText.Split(before.Content.Span), LineText.Split(after.Content.Span)).Select(edit => new ChangeUnit(change, edit));
    }
}
