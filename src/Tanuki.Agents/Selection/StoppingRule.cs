using Tanuki.Agents.Checking;
using Tanuki.Core.Runs;

namespace Tanuki.Agents.Selection;

/// <summary>When more candidates would hardly change the answer.</summary>
internal static class StoppingRule
{
    /// <summary>Candidates that must pass everything and behave alike: fewer may agree by chance.</summary>
    public const int AgreeingCandidates = 3;

    /// <summary>
    /// The share of a round that is waited for when the rest cannot make enough agree. What decodes longest is seldom right: on
    /// the calibration tasks the last of ten changed one answer of 374, and took a twentieth of the time.
    /// </summary>
    private const double WaitedFor = 0.9;

    /// <param name="asked">Candidates asked for so far, in all rounds.</param>
    /// <param name="calibration">One that knows nothing about the model stops no round but for the user's own tests.</param>
    public static bool Suffices(RunState state, int asked, CheckPlan plan, CalibrationTable calibration)
    {
        if (!plan.HasExpectations || (plan.Tests is null && calibration.Classes.Count == 0))
            return false;
        var best = BehaviourGroup.Rank(state) is [var first, ..] ? first : null;
        var agreeing = best?.Members.Count ?? 0;
        var left = asked - state.Reports.Count;
        if (state.Reports.Count >= asked * WaitedFor && agreeing + left < AgreeingCandidates)
            return true;
        return best is not null
            && (plan.Tests is not null || (agreeing >= AgreeingCandidates && (best.Varies(state) || Convinces(best))));

        bool Convinces(BehaviourGroup group) =>
            calibration.Confidence(plan.Examples.Count, group.Varies(state), group.Support(state)).Value >= Selector.VerifiedConfidence;
    }
}
