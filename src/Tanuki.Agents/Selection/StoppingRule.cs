using Tanuki.Agents.Checking;
using Tanuki.Core.Runs;

namespace Tanuki.Agents.Selection;

/// <summary>When more candidates would hardly change the answer.</summary>
internal static class StoppingRule
{
    /// <summary>
    /// The share of those asked for after which the rest is not waited for when it cannot make enough agree. What decodes longest is seldom right: on
    /// the calibration tasks the last of ten changed one answer of 374, and took a twentieth of the time.
    /// </summary>
    private const double WaitedFor = 0.9;

    /// <summary>
    /// So many waves are asked for whether anything passes or not; a further one only where it could make enough agree. On 364 calibration tasks two
    /// more of ten found one more right answer where nothing of eight passed, for an eighth of all tokens.
    /// </summary>
    private const int WavesInAnyCase = 2;

    /// <summary>Whether more candidates are asked for.</summary>
    /// <param name="wave">From 0.</param>
    /// <param name="candidates">How many it has.</param>
    public static bool IsWanted(RunState state, int wave, int candidates, CheckPlan plan, CalibrationTable calibration)
    {
        if (wave == 0 || !MayStop(plan, calibration))
            return true;
        var best = Best(state);
        return best is null
            ? wave < WavesInAnyCase
            : !IsSettled(state, best, plan, calibration) && (wave < WavesInAnyCase || CouldSettle(state, best, candidates, plan, calibration));
    }

    /// <summary>Whether those that still decode can be cancelled.</summary>
    /// <param name="asked">Candidates asked for so far, in all rounds.</param>
    public static bool Suffices(RunState state, int asked, CheckPlan plan, CalibrationTable calibration)
    {
        if (!MayStop(plan, calibration))
            return false;
        var best = Best(state);
        if (best is not null && IsSettled(state, best, plan, calibration))
            return true;
        return state.Reports.Count >= asked * WaitedFor && (best is null || !CouldSettle(state, best, asked - state.Reports.Count, plan, calibration));
    }

    /// <summary>
    /// Whether rounds may end early. Without anything that tells right from wrong, agreement says so where the table knows what it is worth then; a
    /// table that knows nothing about the model ends them for the user's own tests only.
    /// </summary>
    public static bool MayStop(CheckPlan plan, CalibrationTable calibration) => plan.HasExpectations
        ? plan.Tests is not null || calibration.Classes.Count > 0
        : plan.Probes.Count > 0 && calibration.Classes.Any(known => known.Examples == 0);

    private static BehaviourGroup? Best(RunState state) => BehaviourGroup.Rank(state) is [var best, ..] ? best : null;

    private static bool IsSettled(RunState state, BehaviourGroup best, CheckPlan plan, CalibrationTable calibration) =>
        plan.Tests is not null || IsBelieved(state, best, 0, plan, calibration);

    private static bool CouldSettle(RunState state, BehaviourGroup best, int more, CheckPlan plan, CalibrationTable calibration) =>
        Enumerable.Range(1, more).Any(added => IsBelieved(state, best, added, plan, calibration));

    /// <param name="added">As if so many more candidates passed and behaved like <paramref name="best"/>.</param>
    private static bool IsBelieved(RunState state, BehaviourGroup best, int added, CheckPlan plan, CalibrationTable calibration)
    {
        var (agreeing, bits) = (best.Members.Count + added, best.BitsIn(state));
        if (!BehaviourGroup.EnoughAgree(agreeing, best.Passing + added, bits))
            return false;
        var (information, support) = (BehaviourGroup.InformationOf(bits), BehaviourGroup.Support(agreeing, state.Reports.Count + added, enough: true));
        return information == Information.Much || calibration.Confidence(plan.Examples.Count, information, support).Value >= Selector.VerifiedConfidence;
    }
}
