using System.Globalization;
using Tanuki.Core.Evidence;
using Tanuki.Core.Runs;

namespace Tanuki.Cli.Runs;

/// <summary>A line for people about an event.</summary>
internal static class EventText
{
    public static string Of(RunEvent entry) => entry switch
    {
        RunStarted e => $"task: {e.Task.Text}",
        InputsAsked e => $"{e.Agent} is asked for inputs",
        InputsProposed e => $"{Count(e.Calls.Count, "input")} to compare programs on",
        ProposalStarted e => $"round {e.Round}: {Count(e.Samples.Count, "candidate")} asked of {e.Agent}",
        ModelUsed e => string.Create(CultureInfo.InvariantCulture,
            $"round {e.Round} has taken {Count(e.Usage.Tokens.Prompt, "prompt token")}, {e.Usage.Tokens.Generated} generated ones and {e.Usage.Seconds:0.0} s so far"),
        CandidateProposed e => $"{e.Candidate.Id} proposed: {e.Candidate.Tokens} tokens{(e.Candidate.Code is null ? ", no program in it" : "")}",
        ProposalEnded e => string.Create(CultureInfo.InvariantCulture,
            $"round {e.Round} ended after {e.ModelSeconds:0.0} s and {e.Tokens.Generated} tokens{(e.Enough ? ": the evidence sufficed" : "")}"),
        CheckStarted e => $"{e.Candidate} is being checked",
        CandidateChecked e => $"{e.Candidate} checked: {Outcomes(e.Checks)}",
        PlanMade e => $"plan to {e.Kind} ({e.Reason}): {string.Join(", ", e.Steps.Select(step => step.Agent is { } agent ? $"{step.Name} ({agent})" : step.Name))}",
        AgentChosen e => $"{e.Agent} is asked to {e.Step}: {e.Reason}",
        SnapshotTaken e => $"copied {Count(e.Files, "file")}",
        TestsExecuted e => $"the test command {(e.Outcome == CheckOutcome.Passed ? "succeeds" : e.Outcome == CheckOutcome.Failed ? "fails" : "does not come to an end")}{(e.Tests is { } tests ? $": {e.Failed} of {Count(tests, "test")} fail" : "")}",
        PlacesFound e => $"the place may be {string.Join(", ", e.Symbols.Take(3).Select(symbol => $"{symbol.Name} ({symbol.Path}:{symbol.Line})"))}",
        ChangeKept e => e.Branch is { } branch ? $"the change is on the branch {branch}" : $"the change is kept{(e.Note is { } note ? $": {note}" : "")}",
        BackboneLost e => $"the model was lost: {e.Reason}",
        RunInterrupted e => $"interrupted: {e.What}",
        RunResumed => "resumed",
        RunFinished e => Verdicts.Sentence(e.Answer.Receipt),
        RunCancelled => "cancelled",
        RunFailed e => $"failed: {e.Message}",
        _ => entry.GetType().Name,
    };

    public static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";

    private static string Outcomes(IReadOnlyList<Check> checks)
    {
        if (checks.Count == 0)
            return "nothing to check against";
        var passed = checks.Count(check => check.Outcome == CheckOutcome.Passed);
        return checks.FirstOrDefault(check => check.Outcome != CheckOutcome.Passed) is { } first
            ? $"{passed} of {checks.Count} passed; {first.Text}: {first.Detail ?? first.Outcome.ToString()}"
            : $"all {checks.Count} passed";
    }
}
