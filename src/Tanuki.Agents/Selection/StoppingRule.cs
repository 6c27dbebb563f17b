using Tanuki.Agents.Checking;
using Tanuki.Core.Runs;

namespace Tanuki.Agents.Selection;

/// <summary>When more candidates would hardly change the answer.</summary>
internal static class StoppingRule
{
    /// <summary>Candidates that must pass everything and behave alike: fewer may agree by chance.</summary>
    public const int AgreeingCandidates = 3;

    /// <summary>
    /// The share of a round that is waited for. What decodes longest is seldom right: on the calibration tasks the last of ten
    /// never changed how many answers were right, and took a twentieth of the time.
    /// </summary>
    private const double WaitedFor = 0.9;

    /// <param name="asked">Candidates asked for so far, in all rounds.</param>
    /// <param name="calibration">One that knows nothing about the model stops no round but for the user's own tests.</param>
    public static bool Suffices(RunState state, int asked, CheckPlan plan, CalibrationTable calibration)
    {
        if (!plan.HasExpectations || (plan.Tests is null && calibration.Classes.Count == 0))
            return false;
        if (state.Reports.Count >= asked * WaitedFor)
            return true;
        if (BehaviourGroup.Rank(state) is not [var best, ..])
            return false;
        return plan.Tests is not null
            || (best.Members.Count >= AgreeingCandidates
                && calibration.Confidence(plan.Examples.Count, best.Support(state)).Value >= Selector.VerifiedConfidence);
    }
}
