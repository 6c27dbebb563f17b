using Tanuki.Agents.Checking;
using Tanuki.Core.Evidence;
using Tanuki.Core.Runs;

namespace Tanuki.Agents.Selection;

/// <summary>An input on which programs part that all pass what the task shows: whoever knows what is right there decides between them.</summary>
/// <param name="Here">What the chosen program gives.</param>
/// <param name="There">What most of those that differ give.</param>
/// <param name="Others">How many give that.</param>
/// <param name="Of">How many pass beside those that behave like the chosen one.</param>
internal sealed record PartingInput(string Input, string Here, string There, int Others, int Of)
{
    /// <returns>Where most programs give one other value; null where none gives another.</returns>
    public static PartingInput? Find(RunState state, CheckPlan plan, string chosen)
    {
        if (BehaviourGroup.Rank(state).FirstOrDefault(group => group.Members.Any(member => member.Id == chosen)) is not { } own)
            return null;
        var here = BehaviourGroup.OnInputs(state, chosen);
        var others = state.Candidates
            .Where(candidate => Selector.Passes(state, candidate) && own.Members.All(member => member.Id != candidate.Id))
            .Select(candidate => BehaviourGroup.OnInputs(state, candidate.Id))
            .ToList();
        return plan.Probes.Take(here.Count)
            .SelectMany((input, i) => others
                .Select(other => other[i])
                .Where(there => there != here[i] && BehaviourGroup.IsResult(there))
                .CountBy(there => there)
                .Select(there => new PartingInput(input, here[i], there.Key, there.Value, others.Count)))
            .MaxBy(parting => parting.Others);
    }

    /// <summary>For the receipt of the chosen program.</summary>
    public Check AsCheck() => new(
        CheckKind.Review,
        "programs that pass as well",
        $"{Input} gives {Text.OneLine(Here)}",
        CheckOutcome.Failed,
        0,
        $"{Others} of {Text.Count(Of, "other program")} that {(Of == 1 ? "passes" : "pass")} {(Others == 1 ? "gives" : "give")} {Text.OneLine(There)}");
}
