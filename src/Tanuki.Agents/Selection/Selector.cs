using Tanuki.Agents.Checking;
using Tanuki.Core.Evidence;
using Tanuki.Core.Receipts;
using Tanuki.Core.Runs;

namespace Tanuki.Agents.Selection;

/// <summary>
/// Chooses by execution: what passes the user's tests, then what passes the examples, and among those the behaviour that
/// most candidates share.
/// </summary>
internal static class Selector
{
    /// <summary>A claim of <see cref="Verdict.Verified"/> without the user's own tests needs this much confidence.</summary>
    public const double VerifiedConfidence = 0.9;

    public static bool AnyPasses(RunState state) => state.Candidates.Any(candidate => Passes(state, candidate));

    public static SelectionResult Choose(RunState state, CheckPlan plan, CalibrationTable calibration)
    {
        var ranked = BehaviourGroup.Rank(state);
        if (ranked is [var best, ..])
            return Accept(state, plan, calibration, best);
        return BestAttempt(state) is { } attempt ? Refuse(state, plan, attempt) : GiveUp(state);
    }

    internal static bool Passes(RunState state, Candidate candidate) =>
        candidate.Code is not null
        && state.Reports.TryGetValue(candidate.Id, out var report)
        && report.Checks.All(check => check.Outcome == CheckOutcome.Passed);

    private static SelectionResult Accept(RunState state, CheckPlan plan, CalibrationTable calibration, BehaviourGroup best)
    {
        var chosen = best.Members[0];
        var checkedCount = state.Reports.Count;
        var passed = state.Reports[chosen.Id].Checks;
        var userTests = passed.Count(check => check.Kind == CheckKind.UserTest);
        var examples = passed.Count(check => check.Kind == CheckKind.Example);
        var confidence = state.Settings.Raw
            ? new Confidence(0, "one sample, no selection", null)
            : calibration.Confidence(userTests + examples, best.InformationIn(state), best.Support(state));
        var verified = !state.Settings.Raw && (userTests > 0 || confidence.Value >= VerifiedConfidence);
        var evidence = Evidence(userTests, examples, plan);
        var agreement = $"{best.Members.Count} of {Text.Count(checkedCount, "candidate")} {(best.Members.Count == 1 ? "behaves" : "behave")} like that";
        return new SelectionResult(chosen, verified ? Verdict.Verified : Verdict.Unverified, confidence, best.Members.Count, $"{evidence}; {agreement}.");
    }

    private static string Evidence(int userTests, int examples, CheckPlan plan) => (userTests, examples) switch
    {
        (0, 0) when plan.HasExpectations => "nothing could be executed",
        (0, 0) => "the task gives no example and no test",
        (0, _) => $"{Text.Count(examples, "example")} passed",
        (_, 0) => $"{Text.Count(userTests, "test")} of yours passed",
        _ => $"{Text.Count(userTests, "test")} of yours and {Text.Count(examples, "example")} passed",
    };

    private static SelectionResult Refuse(RunState state, CheckPlan plan, Candidate attempt)
    {
        var checks = state.Reports[attempt.Id].Checks;
        var expected = checks.Where(check => check.Kind is CheckKind.UserTest or CheckKind.Example).ToList();
        var failing = expected.Find(check => check.Outcome != CheckOutcome.Passed) ?? checks.First(check => check.Outcome != CheckOutcome.Passed);
        var passing = expected.Count(check => check.Outcome == CheckOutcome.Passed);
        var why = expected.Count == 0
            ? $"none of {Text.Count(state.Reports.Count, "candidate")} could be checked: {failing.Detail ?? failing.Text}."
            : $"none of {Text.Count(state.Reports.Count, "candidate")} passes everything; the best passes {passing} of {expected.Count} and fails `{Text.OneLine(failing.Text)}`.";
        var refuted = plan.HasExpectations && expected.Exists(check => check.Outcome == CheckOutcome.Failed);
        return new SelectionResult(attempt, refuted ? Verdict.Refuted : Verdict.Unverified, new Confidence(0, "a check failed", null), 0, why);
    }

    private static SelectionResult GiveUp(RunState state) => new(
        null,
        Verdict.GaveUp,
        new Confidence(0, "no program", null),
        0,
        $"none of {Text.Count(state.Candidates.Count, "answer")} holds a program.");

    /// <summary>The candidate that passes the most checks, the first among equals; null when none has a program that was checked.</summary>
    internal static Candidate? BestAttempt(RunState state) => state.Candidates
        .Where(candidate => candidate.Code is not null && state.Reports.ContainsKey(candidate.Id))
        .OrderByDescending(candidate => state.Reports[candidate.Id].Checks.Count(check => check.Outcome == CheckOutcome.Passed))
        .FirstOrDefault();
}
