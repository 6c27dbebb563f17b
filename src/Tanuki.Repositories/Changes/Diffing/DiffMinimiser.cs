namespace Tanuki.Repositories.Changes.Diffing;

/// <param name="Checks">How often the check was asked.</param>
/// <param name="IsMinimal">False when the number of checks ran out: a smaller change may do.</param>
public sealed record MinimisedChange(CandidateTree Tree, int HunksBefore, int HunksAfter, int Checks, bool IsMinimal);

/// <summary>
/// Leaves out of a change what its evidence does not need: delta debugging (Zeller's ddmin) over hunks. Of the result no single hunk can be left out.
/// </summary>
public static class DiffMinimiser
{
    /// <param name="stillPasses">Runs the tests on a tree; true when they pass as they do with the whole change.</param>
    /// <param name="mostChecks">A check is a run of the tests; at least 1.</param>
    public static async Task<MinimisedChange> MinimiseAsync(
        RepositorySnapshot snapshot, CandidateTree tree, Func<CandidateTree, CancellationToken, Task<bool>> stillPasses, int mostChecks, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(stillPasses);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostChecks, 1);
        var all = ChangeUnit.Of(tree.Changes);
        var kept = all;
        var checks = 0;
        var parts = 2;
        while (kept.Count > 0)
        {
            var smaller = await SmallerAsync();
            if (smaller is null && checks >= mostChecks)
                return Result(isMinimal: false);
            if (smaller is not null)
            {
                parts = smaller.Count <= kept.Count / 2 ? 2 : Math.Max(2, parts - 1);
                kept = smaller;
            }
            else if (parts >= kept.Count)
                break;
            else
                parts = Math.Min(kept.Count, parts * 2);
        }

        return Result(isMinimal: true);

        // Its parts alone, then all but one of them.
        async Task<IReadOnlyList<ChangeUnit>?> SmallerAsync()
        {
            var chunks = kept.Chunk((kept.Count + parts - 1) / parts).ToList();
            var subsets = kept.Count == 1
                ? [[]]
                : chunks.Select(chunk => chunk.ToList()).Concat(parts == 2 ? [] : chunks.Select(chunk => kept.Except(chunk).ToList()));
            foreach (var subset in subsets)
            {
                if (checks >= mostChecks)
                    return null;
                checks++;
                if (await stillPasses(ChangeUnit.Build(snapshot, subset), cancellationToken))
                    return subset;
            }

            return null;
        }

        MinimisedChange Result(bool isMinimal) =>
            new(kept.Count == all.Count ? tree : ChangeUnit.Build(snapshot, kept), all.Count, kept.Count, checks, isMinimal);
    }
}
