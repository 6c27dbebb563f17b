using Tanuki.Agents.Checking;
using Tanuki.Core.Runs;

namespace Tanuki.Agents.Selection;

/// <summary>When more candidates would hardly change the answer.</summary>
internal static class StoppingRule
{
    /// <summary>Candidates that must pass everything and behave alike: fewer may agree by chance.</summary>
    private const int AgreeingCandidates = 3;

    public static bool Suffices(RunState state, CheckPlan plan, CalibrationTable calibration)
    {
        if (!plan.HasExpectations || BehaviourGroup.Rank(state) is not [var best, ..])
            return false;
        if (plan.Tests is not null)
            return true;
        return best.Members.Count >= AgreeingCandidates
            && calibration.Confidence(plan.Examples.Count, best.Support(state)).Value >= Selector.VerifiedConfidence;
    }
}
