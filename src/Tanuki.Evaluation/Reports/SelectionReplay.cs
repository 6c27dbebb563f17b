using Tanuki.Agents.Checking;
using Tanuki.Agents.Orchestration.Functions;
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
        var asked = 0;
        foreach (var (number, wave) in (stopEarly ? InWaves(recorded.Candidates) : [recorded.Candidates]).Index())
        {
            if (stopEarly && !StoppingRule.IsWanted(state, number, wave.Count, plan, calibration))
                break;
            asked += wave.Count;
            foreach (var candidate in wave)
            {
                state = Add(state, candidate);
                if (stopEarly && StoppingRule.Suffices(state, asked, plan, calibration))
                    break;
            }
        }

        CandidateResult[] kept = [.. recorded.Candidates.Where(candidate => state.Candidates.Exists(known => known.Id == candidate.Id))];
        var selection = Selector.Choose(state, plan, calibration);
        return recorded with
        {
            Candidates = kept,
            Chosen = selection.Chosen?.Id,
            Verdict = selection.Verdict,
            Confidence = selection.Confidence,
            Features = FeaturesOf(state, selection.Chosen?.Id),
            Right = recorded.Candidates.FirstOrDefault(candidate => candidate.Id == selection.Chosen?.Id)?.Right ?? false,
            Tokens = kept.Length == recorded.Candidates.Count
                ? recorded.Tokens
                : recorded.Tokens with { Generated = kept.Sum(candidate => candidate.Tokens), Decoded = 0 },
        };
    }

    /// <summary>As a run asks for them; within a wave in the recorded order, which is that in which they were complete.</summary>
    private static IEnumerable<IReadOnlyList<CandidateResult>> InWaves(IReadOnlyList<CandidateResult> recorded)
    {
        var asked = recorded.OrderBy(candidate => candidate.Id.Length).ThenBy(candidate => candidate.Id, StringComparer.Ordinal).ToArray();
        var first = 0;
        foreach (var size in Waves.Of(recorded.Count))
        {
            var wave = asked.Skip(first).Take(size).ToHashSet();
            yield return [.. recorded.Where(wave.Contains)];
            first += size;
        }
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
            BehaviourGroup.Bits(BehaviourGroup.OnInputs(state, chosen)),
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
