using Tanuki.Core.Evidence;
using Tanuki.Core.Runs;

namespace Tanuki.Agents.Orchestration.Repositories;

/// <param name="Chosen">Null when there is nothing worth showing.</param>
internal sealed record ChangeChoice(Candidate? Chosen, bool Passes, string Why);

/// <summary>Chooses by the user's own tests and nothing else; among the changes that pass, what was proposed most often and changes least.</summary>
internal static class ChangeChooser
{
    public const string Minimiser = "minimiser";

    /// <summary>A change that makes failing tests pass is what was asked for; without any that failed, a few have to agree.</summary>
    private const int Agreeing = 3;

    public static bool Suffices(RunState state) =>
        Passing(state) is { Count: > 0 } passing
        && (state.TestsBefore is { Outcome: not CheckOutcome.Passed } || passing.GroupBy(candidate => candidate.Code).Any(same => same.Count() >= Agreeing));

    public static ChangeChoice Choose(RunState state)
    {
        var failedBefore = state.TestsBefore is { Outcome: not CheckOutcome.Passed };
        var passing = Passing(state);
        if (passing.Count > 0)
        {
            var best = passing.GroupBy(candidate => candidate.Code!).OrderByDescending(same => same.Count()).ThenBy(same => same.Key.Length).First();
            var tried = Text.Count(state.Candidates.DistinctBy(candidate => candidate.Code).Count(candidate => candidate.Code is not null), "change");
            return new ChangeChoice(best.First(), true, failedBefore
                ? $"your test command failed before and succeeds with it; {passing.Count} of {tried} tried do that."
                : "your test command succeeded before, too, and does not show that this is what you asked for.");
        }

        var attempt = failedBefore ? null : state.Candidates.Find(candidate => candidate.Code is not null && state.Reports.ContainsKey(candidate.Id));
        var count = Text.Count(state.Reports.Values.Count(report => report.Checks.Any(check => check.Kind == CheckKind.UserTest)), "change");
        return new ChangeChoice(attempt, false, $"none of {count} tried makes your test command succeed.");
    }

    private static List<Candidate> Passing(RunState state) =>
    [
        .. state.Candidates.Where(candidate => candidate.Code is not null && candidate.Agent != Minimiser
            && state.Reports.TryGetValue(candidate.Id, out var report) && report.Checks.All(check => check.Outcome == CheckOutcome.Passed)),
    ];
}
