using Tanuki.Core.Evidence;
using Tanuki.Core.Runs;
using Tanuki.Repositories.Changes.Diffing;

namespace Tanuki.Agents.Orchestration.Repositories;

/// <summary>Looks at a change that passes once more: whatever the tests do not need is left out of it.</summary>
internal static class ChangeReview
{
    private const string Id = "m1";
    private const int MostChecks = 12;

    /// <returns>The smaller change as a candidate of its own, or the same one when nothing can be left out.</returns>
    public static async Task<Candidate> MinimiseAsync(
        Workbench bench, RunJournal journal, Candidate chosen, RunClock clock, CancellationToken cancellationToken)
    {
        if (journal.State.Candidates.Find(candidate => candidate.Id == Id) is { } known && journal.State.Reports.ContainsKey(Id))
            return known;
        var before = journal.State.TestsBefore!;
        if (before.Outcome == CheckOutcome.Passed)
            return chosen;
        try
        {
            var seconds = 0.0;
            var smaller = await DiffMinimiser.MinimiseAsync(
                bench.Snapshot,
                bench.Tree(chosen.Code!),
                async (tree, token) =>
                {
                    var result = await bench.Tests.RunAsync(tree.Changes, token);
                    seconds += result.Seconds;
                    return result.SucceedsAfter(before.Tests);
                },
                MostChecks,
                clock.Token);
            if (smaller.HunksAfter == smaller.HunksBefore)
                return chosen;
            var what = $"{chosen.Id} without {smaller.HunksBefore - smaller.HunksAfter} of its {smaller.HunksBefore} hunks";
            var candidate = new Candidate(Id, ChangeChooser.Minimiser, 0, 0, what, Workbench.PatchOf(smaller.Tree));
            journal.Append(new CandidateProposed(journal.State.Rounds[^1].Proposal.Round, candidate));
            journal.Append(new CandidateChecked(Id, journal.State.Reports[chosen.Id].Checks, [], seconds));
            return candidate;
        }
        catch (OperationCanceledException) when (clock.Expired && !cancellationToken.IsCancellationRequested)
        {
            return chosen;
        }
    }
}
