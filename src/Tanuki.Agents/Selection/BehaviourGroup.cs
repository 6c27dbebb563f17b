using Tanuki.Core.Evidence;
using Tanuki.Core.Runs;

namespace Tanuki.Agents.Selection;

/// <summary>Candidates that pass every check and behave alike on the probes.</summary>
/// <param name="Members">The shortest program first: among equals in behaviour it is the easiest to read.</param>
/// <param name="Passing">Candidates that pass every check, however they behave.</param>
internal sealed record BehaviourGroup(string Behaviour, IReadOnlyList<Candidate> Members, int Passing)
{
    /// <summary>Candidates in the rounds that <see cref="CalibrationTable"/> is fitted on.</summary>
    private const int FullRound = 10;

    /// <summary>So many agree seldom by chance, whatever their results are.</summary>
    public const int Many = 3;

    private const int Two = 2;

    /// <summary>Candidates that agree for each that passes as well and behaves differently.</summary>
    private const int Lead = 3;

    /// <summary>What so few that agree can support at most; agreement so small was never seen to mean anything.</summary>
    private const double Little = 0.2;

    private const double MuchBits = 16;

    private const double BitsForTwo = 24;

    /// <summary>
    /// Largest first, weighed with the share of the model's claims that hold where there are any; ties go to the larger group, then to the one whose
    /// first member was proposed first.
    /// </summary>
    public static IReadOnlyList<BehaviourGroup> Rank(RunState state)
    {
        var passing = state.Candidates.Where(candidate => Selector.Passes(state, candidate)).ToList();
        return
        [
            .. passing
                .GroupBy(candidate => Signature(OnInputs(state, candidate.Id), candidate), StringComparer.Ordinal)
                .Select(group => new BehaviourGroup(group.Key, [.. group.OrderBy(member => member.Code!.Length)], passing.Count))
                .OrderByDescending(group => group.Members.Count * Weight(state, group.Members[0].Id))
                .ThenByDescending(group => group.Members.Count),
        ];
    }

    /// <summary>One canonical text for each input that candidates are compared on; the claims about some of them come after these.</summary>
    public static IReadOnlyList<string> OnInputs(RunState state, string candidate)
    {
        var behaviour = state.Reports[candidate].Behaviour;
        return state.Inputs is { Claims.Count: > 0 and var claims } ? [.. behaviour.SkipLast(claims)] : behaviour;
    }

    /// <summary>
    /// From 0.5 to 1.5: a claim is wrong more often than not, so that three that agree are never outweighed by one. On 100 calibration tasks without
    /// examples 36 answers were right so, 34 without them or where they decided between equals alone.
    /// </summary>
    private static double Weight(RunState state, string candidate) => state.Inputs is not { Claims.Count: > 0 and var claims }
        ? 1
        : 0.5 + state.Reports[candidate].Behaviour.TakeLast(claims).Count(IsTrue) / (double)claims;

    private static bool IsTrue(string behaviour) => string.Equals(behaviour, "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether so many would hardly agree by chance. Two do when their results have 24 bits and nothing else passes. Of 13 rounds that ended with three
    /// and something else that passed as well, 10 had the right answer: so many must be three quarters of all that pass.
    /// </summary>
    /// <param name="passing">Candidates that pass every check, however they behave.</param>
    /// <param name="bits">See <see cref="Bits"/>.</param>
    public static bool EnoughAgree(int agreeing, int passing, double bits) =>
        (agreeing >= Many && agreeing >= Lead * (passing - agreeing)) || (agreeing == Two && passing == Two && bits >= BitsForTwo);

    public bool EnoughAgree(RunState state) => EnoughAgree(Members.Count, Passing, BitsIn(state));

    /// <summary>
    /// Share of all checked candidates, in [0, 1]. Fewer than enough that agree, because no more were asked for, time ran out or
    /// others pass as well, count as in a full round, and as two at most.
    /// </summary>
    /// <param name="enough">See <see cref="EnoughAgree(int, int, double)"/>.</param>
    public static double Support(int agreeing, int @checked, bool enough) =>
        @checked == 0 ? 0 : enough ? (double)agreeing / @checked : Math.Min(Little, (double)agreeing / Math.Max(@checked, FullRound));

    public double Support(RunState state) => Support(Members.Count, state.Reports.Count, EnoughAgree(state));

    /// <summary>Whether a call came to an end with a value.</summary>
    public static bool IsResult(string behaviour) => behaviour is not ("timeout" or "skipped") && !behaviour.StartsWith('!');

    public Information InformationIn(RunState state) => InformationOf(BitsIn(state));

    public static Information InformationOf(double bits) => bits >= MuchBits ? Information.Much : Information.Little;

    /// <summary>The number of results times the entropy of how often each different one occurs; exceptions are no results.</summary>
    /// <param name="behaviour">One text for each probe, as in <see cref="OnInputs"/>.</param>
    public static double Bits(IEnumerable<string> behaviour)
    {
        var counts = behaviour.Where(IsResult).CountBy(result => result, StringComparer.Ordinal).Select(counted => counted.Value).ToList();
        var all = (double)counts.Sum();
        return counts.Sum(count => count * Math.Log2(all / count));
    }

    public double BitsIn(RunState state) => Bits(OnInputs(state, Members[0].Id));

    /// <summary>Where no probe came to an end, only identical programs are known to behave alike.</summary>
    private static string Signature(IReadOnlyList<string> behaviour, Candidate candidate) =>
        behaviour.All(text => text is "timeout" or "!lost" or "!load" or "!unavailable")
            ? candidate.Code!
            : string.Join('\u001e', behaviour);
}
