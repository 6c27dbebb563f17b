using System.Text;
using Tanuki.Agents.Receipts;
using Tanuki.Core;
using Tanuki.Core.Evidence;
using Tanuki.Core.Receipts;
using Tanuki.Core.Runs;
using Tanuki.Core.Tasks;
using Tanuki.Repositories.Changes;
using Tanuki.Repositories.Changes.Diffing;
using Tanuki.Repositories.Reading;
using Tanuki.Sandbox;

namespace Tanuki.Agents.Orchestration.Repositories;

/// <summary>
/// Executes the evidence for a change again: the user's test command, on the repository as it is now with the change in it. Where the repository
/// has changed since, that is said, and the change is tried all the same.
/// </summary>
public sealed class RepositoryVerifier(ISandbox sandbox, RunFolders folders)
{
    /// <param name="events">The run's log.</param>
    /// <param name="receipt">As it was handed over, possibly altered.</param>
    /// <param name="answer">The patch as it was handed over, possibly altered.</param>
    /// <exception cref="TanukiException">The repository cannot be read, or the sandbox has no sessions.</exception>
    public async Task<ReceiptVerification> VerifyAsync(
        IReadOnlyList<RunEvent> events, Receipt receipt, IReadOnlyList<SourceFile> answer, CancellationToken cancellationToken)
    {
        var state = RunState.From(events);
        if (state.Answer is not { } logged || state.Task.Repository is not { } place)
            return new ReceiptVerification(["the run has no answer yet"], []);
        var differences = ReceiptVerifier.Differences(state, logged, receipt, answer);
        if (answer.Count == 0 || receipt.Chosen is null)
            return new ReceiptVerification(differences, []);

        using var snapshot = await RepositorySnapshot.TakeAsync(place.Folder, folders.Of(receipt.Run), cancellationToken);
        if (snapshot.Sha256 != receipt.Repository?.Sha256)
            differences.Add("the repository has changed since");
        var tree = snapshot.NewCandidate();
        if (Patch.Apply(tree, Encoding.UTF8.GetBytes(answer[0].Content)) is { Refusal: { } refusal })
            return new ReceiptVerification([.. differences, $"the change does not fit any more: {refusal}"], []);

        var overview = await RepositoryReader.ReadAsync(snapshot.Root, new RepositoryLimits(), cancellationToken);
        var tests = await RepositoryTests.OpenAsync(RepositoryTests.Sessions(sandbox), snapshot, overview, place, state, cancellationToken);
        var result = await tests.RunAsync(tree.Changes, cancellationToken);
        var passed = result.SucceedsAfter(state.TestsBefore?.Tests);
        var claimed = receipt.Candidates.First(candidate => candidate.Id == receipt.Chosen).Checks.All(check => check.Outcome == CheckOutcome.Passed);
        if (passed != claimed)
            differences.Add($"`{Text.OneLine(place.TestCommand)}` {(claimed ? "succeeded and does not any more" : "did not succeed and does now")}");
        var (outcome, detail) = passed ? (CheckOutcome.Passed, null) : (CheckOutcome.Failed, FailureText.Of(result.Output));
        return new ReceiptVerification(
            differences, [new Check(CheckKind.UserTest, "your test command", place.TestCommand, outcome, result.Verdict.WallMs, detail)]);
    }
}
