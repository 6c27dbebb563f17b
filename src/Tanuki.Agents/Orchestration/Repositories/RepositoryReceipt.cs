using System.Text;
using Tanuki.Agents.Receipts;
using Tanuki.Core.Evidence;
using Tanuki.Core.Receipts;
using Tanuki.Core.Runs;
using Tanuki.Core.Tasks;
using Tanuki.Repositories.Changes.Diffing;

namespace Tanuki.Agents.Orchestration.Repositories;

/// <summary>The answer of a run in a repository: a patch, and what it was judged by.</summary>
internal static class RepositoryReceipt
{
    public const string Kind = "repository";
    public const string PatchName = "change.patch";

    /// <summary>What is promised where the user's own tests decide; no table is fitted to repositories.</summary>
    private const double ByTests = 0.9;

    public static async Task<Answer> WriteAsync(
        Workbench bench, AgentParts parts, RunJournal journal, RepositoryPlace place, ChangeChoice choice, double seconds, CancellationToken cancellationToken)
    {
        var state = journal.State;
        var model = (await parts.Backbone(cancellationToken)).Info;
        IReadOnlyList<SourceFile> files = choice.Chosen is { } chosen
            ? [new SourceFile(PatchName, Encoding.UTF8.GetString(UnifiedDiff.Write(bench.Tree(chosen.Code!).Changes)))]
            : [];
        var language = bench.Tests.Languages is [var first, ..] ? first : "";
        var verified = choice.Passes && state.TestsBefore is { Outcome: not CheckOutcome.Passed };
        var receipt = new Receipt
        {
            Run = journal.RunId,
            Task = new ReceiptTask(Kind, language, Hash.Of(state.Task.Text)),
            Answer = [.. files.Select(file => new ReceiptFile(file.Path, Hash.Of(file.Content)))],
            Model = new ReceiptModel(model.Name, model.Sha256),
            Candidates = [.. state.Candidates.Select(candidate => new ReceiptCandidate(
                candidate.Id, candidate.Agent, candidate.Seed, candidate.Tokens,
                state.Reports.TryGetValue(candidate.Id, out var report) ? report.Checks : []))],
            Chosen = choice.Chosen?.Id,
            Verdict = verified ? Verdict.Verified : choice.Chosen is null ? Verdict.GaveUp : choice.Passes ? Verdict.Unverified : Verdict.Refuted,
            Confidence = verified
                ? new Confidence(ByTests, "your own tests failed before and pass now", null)
                : new Confidence(0, "your tests do not tell", null),
            Why = choice.Why,
            Tokens = state.Tokens,
            Seconds = new TimeUsage(Math.Round(seconds, 3), Math.Round(state.ModelSeconds, 3), Math.Round(state.SandboxSeconds, 3)),
            Sandbox = SandboxReceipt.Describe(
                parts.Sandbox.Description, language.Length == 0 ? null : await parts.Sandbox.PrepareAsync(language, cancellationToken),
                new Dictionary<string, string> { ["time"] = FormattableString.Invariant($"{bench.Tests.Time.TotalSeconds:0.#} s") }),
            Repository = new ReceiptRepository(
                state.Snapshot!.Sha256, state.Snapshot.Head, place.TestCommand, state.Kept?.Branch, state.Kept?.Commit, bench.Tests.Protected),
        };
        return new Answer(files, receipt);
    }
}
