using System.Text;
using Tanuki.Core;
using Tanuki.Core.Evidence;
using Tanuki.Core.Runs;
using Tanuki.Repositories.Changes;
using Tanuki.Repositories.Changes.Branches;

namespace Tanuki.Agents.Orchestration.Repositories;

/// <summary>Puts the chosen change where the user can take it from: a file of the run, and a branch of its own where there is git.</summary>
internal static class ChangeKeeper
{
    public static async Task<ChangeKept> KeepAsync(Workbench bench, AgentParts parts, RunJournal journal, Candidate chosen, CancellationToken cancellationToken)
    {
        var tree = bench.Tree(chosen.Code!);
        SavedChanges.Write(parts.Folders.Change(journal.RunId), tree.Changes);
        if (bench.Snapshot.State is null)
            return new ChangeKept(bench.Snapshot.Root, null, null, null);
        try
        {
            // A run that was killed right after it had made the branch makes the same one again.
            var there = await BranchCommitter.FindAsync(bench.Snapshot, journal.RunId, cancellationToken);
            var commit = await new BranchCommitter(parts.Time).CommitAsync(tree, journal.RunId, Message(journal, chosen), there, cancellationToken);
            var note = commit.NotIncluded is { Count: > 0 } missing ? $"Not on the branch: {string.Join(", ", missing)}" : null;
            return new ChangeKept(bench.Snapshot.Root, commit.Branch, commit.Commit, note);
        }
        catch (TanukiException failure)
        {
            return new ChangeKept(bench.Snapshot.Root, null, null, failure.Message);
        }
    }

    private static string Message(RunJournal journal, Candidate chosen)
    {
        var task = Text.OneLine(journal.State.Task.Text, 72);
        var passed = journal.State.Reports[chosen.Id].Checks.All(check => check.Outcome == CheckOutcome.Passed);
        return new StringBuilder(task).Append("\n\n")
            .Append(passed ? "The test command succeeds with it: " : "The test command does not succeed with it: ")
            .Append(journal.State.Task.Repository!.TestCommand)
            .Append("\nTanuki-Run: ").Append(journal.RunId).Append('\n').ToString();
    }
}
