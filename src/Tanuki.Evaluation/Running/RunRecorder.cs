using Tanuki.Core.Evidence;
using Tanuki.Core.Receipts;
using Tanuki.Core.Runs;
using Tanuki.Evaluation.Reports;

namespace Tanuki.Evaluation.Running;

/// <summary>Makes a report's entry from the events of a run and the judgement of the hidden tests.</summary>
internal static class RunRecorder
{
    public static async Task<RunResult> RecordAsync(IReadOnlyList<RunEvent> events, HiddenTests hidden, CancellationToken cancellationToken)
    {
        var state = RunState.From(events);
        var receipt = state.Answer?.Receipt ?? throw new InvalidOperationException("The run ended without an answer.");
        var outcomes = await hidden.JudgeAsync([.. state.Candidates.Select(candidate => candidate.Code)], cancellationToken);
        CandidateResult[] candidates = [.. state.Candidates.Zip(outcomes, (candidate, outcome) => Describe(state, candidate, outcome))];
        return new RunResult
        {
            Candidates = candidates,
            Chosen = receipt.Chosen,
            Inputs = state.Inputs,
            Verdict = receipt.Verdict,
            Confidence = receipt.Confidence,
            Features = SelectionReplay.FeaturesOf(state, receipt.Chosen),
            Right = candidates.FirstOrDefault(candidate => candidate.Id == receipt.Chosen)?.Right ?? false,
            Tokens = receipt.Tokens,
            Seconds = receipt.Seconds,
        };
    }

    /// <summary>A task that the system refused; it counts as wrong.</summary>
    public static RunResult Refused(string why) => new()
    {
        Candidates = [],
        Verdict = Verdict.GaveUp,
        Confidence = new Confidence(0, "no program", null),
        Features = SelectionFeatures.None,
        Right = false,
        Tokens = new TokenUsage(0, 0, 0),
        Seconds = new TimeUsage(0, 0, 0),
        Failure = why,
    };

    private static CandidateResult Describe(RunState state, Candidate candidate, HiddenOutcome outcome)
    {
        var report = state.Reports.GetValueOrDefault(candidate.Id);
        return new CandidateResult(
            candidate.Id,
            candidate.Agent,
            candidate.Seed,
            candidate.Tokens,
            candidate.Text,
            candidate.Code,
            report?.Checks,
            report?.Behaviour ?? [],
            outcome.Right,
            outcome.Why);
    }
}
