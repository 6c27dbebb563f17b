using Tanuki.Core.Evidence;
using Tanuki.Core.Runs;

namespace Tanuki.Agents.Selection;

/// <summary>Candidates that pass every check and behave alike on the probes.</summary>
/// <param name="Members">The shortest program first: among equals in behaviour it is the easiest to read.</param>
internal sealed record BehaviourGroup(string Behaviour, IReadOnlyList<Candidate> Members)
{
    /// <summary>Candidates in the rounds that <see cref="CalibrationTable"/> is fitted on.</summary>
    private const int FullRound = 10;

    /// <summary>Results vary from so many different ones on.</summary>
    public const int VariedResults = 3;

    /// <summary>Largest first; ties go to the group whose first member was proposed first.</summary>
    public static IReadOnlyList<BehaviourGroup> Rank(RunState state) =>
    [
        .. state.Candidates
            .Where(candidate => Selector.Passes(state, candidate))
            .GroupBy(candidate => Signature(state.Reports[candidate.Id], candidate), StringComparer.Ordinal)
            .Select(group => new BehaviourGroup(group.Key, [.. group.OrderBy(member => member.Code!.Length)]))
            .OrderByDescending(group => group.Members.Count),
    ];

    /// <summary>
    /// Share of all checked candidates, in [0, 1]. One or two that agree, because no more were asked for or time ran out, count
    /// as in a full round: agreement so small was never seen to mean anything.
    /// </summary>
    public static double Support(int agreeing, int @checked) =>
        @checked == 0 ? 0 : (double)agreeing / (agreeing < StoppingRule.AgreeingCandidates ? Math.Max(@checked, FullRound) : @checked);

    public double Support(RunState state) => Support(Members.Count, state.Reports.Count);

    /// <summary>Different values on the probes; exceptions are none.</summary>
    public static int Results(IEnumerable<string> behaviour) =>
        behaviour.Where(text => text != "timeout" && !text.StartsWith('!')).Distinct(StringComparer.Ordinal).Count();

    /// <summary>
    /// A function that only says yes or no passes an example by chance half the time, and wrong programs agree on it. On the
    /// calibration tasks three that agree on varied results were as often right as ten.
    /// </summary>
    public bool Varies(RunState state) => Results(state.Reports[Members[0].Id].Behaviour) >= VariedResults;

    /// <summary>Where no probe came to an end, only identical programs are known to behave alike.</summary>
    private static string Signature(CandidateChecked report, Candidate candidate) =>
        report.Behaviour.All(text => text is "timeout" or "!lost" or "!load" or "!unavailable")
            ? candidate.Code!
            : string.Join('\u001e', report.Behaviour);
}
