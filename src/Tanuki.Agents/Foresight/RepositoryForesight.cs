using Tanuki.Agents.Routing;
using Tanuki.Agents.Specialists;
using Tanuki.Core.Runs;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Foresight;

/// <summary>Lays out the steps of work in a repository before any is taken.</summary>
public static class RepositoryForesight
{
    /// <summary>Shares of the run's budget; what a step leaves the next one has.</summary>
    private const double ForTests = 0.25, ForProposals = 0.6, ForReview = 0.15;

    /// <summary>The step that a specialist does.</summary>
    public const string Propose = "propose";

    public static (PlanMade Plan, AgentChoice Choice) Plan(CodingTask task, RunSettings settings, SpecialistLibrary specialists)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(settings);
        var (kind, word) = TaskKindFinder.Find(task.Text, TaskKind.Change);
        var choice = AgentRouter.Choose(kind, specialists);
        var budget = settings.BudgetSeconds;
        var plan = new PlanMade(
            kind.ToString().ToLowerInvariant(),
            word is null ? "nothing in the task says what else it could be" : $"the task says \"{word}\"",
            [
                new("reproduce", null, "what the test command says before anything is changed", budget * ForTests),
                new("localise", null, "files and functions, ranked, with reasons", 0),
                new(Propose, choice.Specialist.Name, "a change with which the test command succeeds", budget * ForProposals),
                new("review", null, "the smallest part of the change with which it still does", budget * ForReview),
                new("keep", null, "a branch of its own where there is git, and the change as a file", 0),
            ]);
        return (plan, choice);
    }
}
