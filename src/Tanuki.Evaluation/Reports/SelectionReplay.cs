using Tanuki.Agents.Checking;
using Tanuki.Agents.Selection;
using Tanuki.Core.Evidence;
using Tanuki.Core.Runs;
using Tanuki.Core.Tasks;

namespace Tanuki.Evaluation.Reports;

/// <summary>Chooses again among recorded candidates, by what was recorded about them and without a model or a sandbox.</summary>
internal static class SelectionReplay
{
    /// <param name="stopEarly">
    /// Leaves out the candidates that a run with this table would not have waited for. Tokens then count the kept candidates
    /// only; times stay as recorded.
    /// </param>
    public static RunResult Again(RunResult recorded, CalibrationTable calibration, bool stopEarly)
    {
        if (recorded.Failure is not null)
            return recorded;
        var plan = PlanOf(recorded);
        var state = new RunState { Task = new CodingTask { Text = "" }, Settings = new RunSettings(), Inputs = recorded.Inputs };
        foreach (var candidate in recorded.Candidates)
        {
            state = Add(state, candidate);
            if (stopEarly && StoppingRule.Suffices(state, recorded.Candidates.Count, plan, calibration))
                break;
        }

        var kept = state.Candidates.Count;
        var selection = Selector.Choose(state, plan, calibration);
        return recorded with
        {
            Candidates = [.. recorded.Candidates.Take(kept)],
            Chosen = selection.Chosen?.Id,
            Verdict = selection.Verdict,
            Confidence = selection.Confidence,
            Features = FeaturesOf(state, selection.Chosen?.Id),
            Right = recorded.Candidates.FirstOrDefault(candidate => candidate.Id == selection.Chosen?.Id)?.Right ?? false,
            Tokens = kept == recorded.Candidates.Count
                ? recorded.Tokens
                : recorded.Tokens with { Generated = recorded.Candidates.Take(kept).Sum(candidate => candidate.Tokens), Decoded = 0 },
        };
    }

    public static SelectionFeatures FeaturesOf(RunState state, string? chosen)
    {
        var group = BehaviourGroup.Rank(state).FirstOrDefault(group => group.Members.Any(member => member.Id == chosen));
        if (chosen is null || !state.Reports.TryGetValue(chosen, out var report))
            return SelectionFeatures.None with { Checked = state.Reports.Count };
        var passed = report.Checks.Where(check => check.Outcome == CheckOutcome.Passed).ToLookup(check => check.Kind);
        var userTests = passed[CheckKind.UserTest].Count();
        return new SelectionFeatures(
            group is not null,
            userTests + passed[CheckKind.Example].Count(),
            userTests,
            group?.Members.Count ?? 0,
            state.Reports.Count,
            BehaviourGroup.OnInputs(state, chosen).Count,
            BehaviourGroup.InformationOf(BehaviourGroup.OnInputs(state, chosen)),
            group?.Passing ?? 0);
    }

    private static RunState Add(RunState state, CandidateResult recorded)
    {
        var proposed = new Candidate(recorded.Id, recorded.Agent, recorded.Seed, recorded.Tokens, recorded.Text, recorded.Code);
        state = state.Apply(new CandidateProposed(0, proposed));
        return recorded.Checks is { } checks ? state.Apply(new CandidateChecked(recorded.Id, checks, recorded.Behaviour, 0)) : state;
    }

    /// <summary>Candidates without a program have no tests among their checks; the one with the most says what the task's were.</summary>
    private static CheckPlan PlanOf(RunResult recorded)
    {
        var checks = recorded.Candidates
            .Select(candidate => (candidate.Checks ?? []).Where(check => check.Kind is CheckKind.UserTest or CheckKind.Example).ToArray())
            .MaxBy(checks => checks.Length) ?? [];
        return new CheckPlan
        {
            Language = LanguageNames.Python,
            Tests = checks.Any(check => check.Kind == CheckKind.UserTest) ? new SourceFile("tests", "") : null,
            Examples = [.. checks.Where(check => check.Kind == CheckKind.Example)
                .Select(check => new Example(check.Text, "", check.Origin, check.Text))],
            Probes = recorded.Inputs?.Calls ?? [],
        };
    }
}
