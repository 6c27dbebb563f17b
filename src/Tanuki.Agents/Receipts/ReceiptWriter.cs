using Tanuki.Agents.Analysis;
using Tanuki.Agents.Checking;
using Tanuki.Agents.Orchestration;
using Tanuki.Agents.Selection;
using Tanuki.Core.Evidence;
using Tanuki.Core.Receipts;
using Tanuki.Core.Runs;
using Tanuki.Core.Tasks;
using Tanuki.Sandbox;

namespace Tanuki.Agents.Receipts;

/// <summary>Builds the answer and its receipt from the log and the selection.</summary>
internal static class ReceiptWriter
{
    public static async Task<Answer> WriteAsync(
        RunJournal journal,
        TaskAnalysis analysis,
        SelectionResult selection,
        AgentParts parts,
        double seconds,
        CancellationToken cancellationToken)
    {
        var state = journal.State;
        var model = (await parts.Backbone(cancellationToken)).Info;
        var plan = CheckPlans.For(state.Task, analysis, state.Inputs);
        IReadOnlyList<SourceFile> files = selection.Chosen?.Code is { } code
            ? [new SourceFile(AnswerFiles.NameFor(analysis.Language), Ended(code))]
            : [];
        var receipt = new Receipt
        {
            Run = journal.RunId,
            Task = new ReceiptTask(analysis.EntryPoint is null ? "program" : "function", analysis.Language, Hash.Of(state.Task.Text)),
            Answer = [.. files.Select(file => new ReceiptFile(file.Path, Hash.Of(file.Content)))],
            Model = new ReceiptModel(model.Name, model.Sha256),
            Candidates = [.. state.Candidates.Select(candidate => Describe(state, candidate, selection, plan))],
            Chosen = selection.Chosen?.Id,
            Verdict = selection.Verdict,
            Confidence = selection.Confidence,
            Why = selection.Why,
            Tokens = state.Tokens,
            Seconds = new TimeUsage(Math.Round(seconds, 3), Math.Round(state.ModelSeconds, 3), Math.Round(state.SandboxSeconds, 3)),
            Sandbox = SandboxReceipt.Describe(
                parts.Sandbox.Description,
                await parts.Sandbox.PrepareAsync(analysis.Language, cancellationToken),
                CandidateLimits.Describe(analysis.Language, plan.Time)),
        };
        return new Answer(files, receipt);
    }

    private static ReceiptCandidate Describe(RunState state, Candidate candidate, SelectionResult selection, CheckPlan plan)
    {
        IEnumerable<Check> checks = state.Reports.TryGetValue(candidate.Id, out var report) ? report.Checks : [];
        if (candidate == selection.Chosen && selection.Agreeing > 0 && report is not null && BehaviourGroup.OnInputs(state, candidate.Id).Count > 0)
        {
            checks = checks.Append(Agreement(state, report, selection));
            if (PartingInput.Find(state, plan, candidate.Id) is { } parting)
                checks = checks.Append(parting.AsCheck());
        }

        return new ReceiptCandidate(candidate.Id, candidate.Agent, candidate.Seed, candidate.Tokens, [.. checks]);
    }

    private static Check Agreement(RunState state, CandidateChecked report, SelectionResult selection) => new(
        CheckKind.Agreement,
        state.Inputs is null ? "inputs mutated from the examples" : "inputs that the tester named, and some near them",
        $"behaves like {selection.Agreeing} of {Text.Count(state.Reports.Count, "candidate")} on {Text.Count(BehaviourGroup.OnInputs(state, report.Candidate).Count, "input")}",
        selection.Agreeing > 1 ? CheckOutcome.Passed : CheckOutcome.Failed,
        0);

    private static string Ended(string code) => code.TrimEnd() + "\n";
}
