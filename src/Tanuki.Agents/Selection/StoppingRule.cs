using Tanuki.Agents.Checking;
using Tanuki.Core.Runs;

namespace Tanuki.Agents.Selection;

/// <summary>When more candidates would hardly change the answer.</summary>
internal static class StoppingRule
{
    /// <summary>
    /// The share of a round that is waited for when the rest cannot make enough agree. What decodes longest is seldom right: on
    /// the calibration tasks the last of ten changed one answer of 374, and took a twentieth of the time.
    /// </summary>
    private const double WaitedFor = 0.9;

    /// <summary>
    /// The share of a round after which nothing has passed, and hardly anything that comes later will; at least so many. One fewer of
    /// ten, with stragglers of one and a half times, saved 5% more rows on 270 calibration tasks and cost four of 141 right answers.
    /// </summary>
    private const double Futile = 0.9;

    private const int FewestFutile = 9;

    /// <summary>
    /// The share of a round that must be complete before the rest can be called stragglers, at least so many, and how much longer
    /// than the middle one of those they are. On 270 calibration tasks all rules together took 14% fewer rows than ten whole
    /// candidates, and gave as many right answers, 141.
    /// </summary>
    private const double Complete = 0.6;

    private const int FewestComplete = 6;

    private const double Straggling = 2;

    /// <param name="asked">Candidates asked for so far, in all rounds.</param>
    /// <param name="calibration">One that knows nothing about the model stops no round but for the user's own tests.</param>
    public static bool Suffices(RunState state, int asked, CheckPlan plan, CalibrationTable calibration)
    {
        if (!MayStop(plan, calibration))
            return false;
        var best = BehaviourGroup.Rank(state) is [var first, ..] ? first : null;
        var agreeing = best?.Members.Count ?? 0;
        var left = asked - state.Reports.Count;
        if (state.Reports.Count >= asked * WaitedFor && agreeing + left < BehaviourGroup.Many)
            return true;
        return best is null ? LooksFutile(state) : IsSettled(state, best, plan, calibration);
    }

    /// <summary>Whether what passes and agrees so far says enough, so that no more candidates need to be asked for.</summary>
    public static bool IsSettled(RunState state, CheckPlan plan, CalibrationTable calibration) =>
        MayStop(plan, calibration) && BehaviourGroup.Rank(state) is [var best, ..] && IsSettled(state, best, plan, calibration);

    private static bool IsSettled(RunState state, BehaviourGroup best, CheckPlan plan, CalibrationTable calibration) =>
        plan.Tests is not null
        || (best.EnoughAgree(state)
            && (best.InformationIn(state) >= Information.Some
                || calibration.Confidence(plan.Examples.Count, best.InformationIn(state), best.Support(state)).Value >= Selector.VerifiedConfidence));

    /// <summary>Whether samples of this many tokens, still going on, are not worth waiting for.</summary>
    /// <param name="complete">Tokens of the samples of the same request that are complete.</param>
    /// <param name="asked">Samples of that request.</param>
    public static bool Straggles(int tokens, IReadOnlyList<int> complete, int asked, CheckPlan plan, CalibrationTable calibration) =>
        MayStop(plan, calibration)
        && complete.Count >= Math.Max(FewestComplete, asked * Complete)
        && tokens > Straggling * complete.Order().ElementAt(complete.Count / 2);

    private static bool LooksFutile(RunState state) =>
        state.Rounds is [.., { Proposal.Samples: var samples }]
        && samples.Count(sample => state.Reports.ContainsKey(sample.Candidate)) >= Math.Max(FewestFutile, samples.Count * Futile);

    /// <summary>Without anything that tells right from wrong, agreement says so where the table knows what it is worth then.</summary>
    private static bool MayStop(CheckPlan plan, CalibrationTable calibration) => plan.HasExpectations
        ? plan.Tests is not null || calibration.Classes.Count > 0
        : plan.Probes.Count > 0 && calibration.Classes.Any(known => known.Examples == 0);
}
