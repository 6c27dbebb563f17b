using Tanuki.Agents.Foresight;
using Tanuki.Agents.Specialists;
using Tanuki.Core;
using Tanuki.Core.Evidence;
using Tanuki.Core.Runs;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Orchestration.Repositories;

/// <summary>
/// Works in a repository: sees its tests fail, looks for the place, has changes proposed there until one makes the tests pass, leaves out of
/// it what is not needed, and keeps it where the user can take it from. The user's own files stay as they are.
/// </summary>
internal sealed class RepositoryRun(AgentParts parts, RunJournal journal, RepositoryPlace place, RunClock clock)
{
    public async Task<Answer> SolveAsync(CancellationToken cancellationToken)
    {
        var specialist = Specialist(journal.State.Plan ?? Plan());
        var bench = await Workbench.OpenAsync(parts, journal, place, cancellationToken);
        var before = journal.State.TestsBefore ?? Noted(await bench.Tests.ReproduceAsync(clock.Token));
        var places = journal.State.Places ?? Noted(bench.Localise(journal.State.Task, before));

        await ProposeAsync(bench, specialist, before, places, cancellationToken);
        var choice = ChangeChooser.Choose(journal.State);
        if (choice.Chosen is { } chosen && choice.Passes)
            choice = choice with { Chosen = await ChangeReview.MinimiseAsync(bench, journal, chosen, clock, cancellationToken) };
        if (choice.Chosen is { } kept && journal.State.Kept is null)
            Noted(await ChangeKeeper.KeepAsync(bench, parts, journal, kept, cancellationToken));

        return await RepositoryReceipt.WriteAsync(bench, parts, journal, place, choice, journal.SecondsBefore + clock.Seconds, cancellationToken);
    }

    /// <summary>One place and one way of changing it after another, until something passes.</summary>
    private async Task ProposeAsync(Workbench bench, Specialist specialist, TestsExecuted before, PlacesFound places, CancellationToken cancellationToken)
    {
        var packets = new RepairPackets(bench, await parts.Backbone(cancellationToken), specialist, journal.State.Task, before);
        var round = 0;
        foreach (var attempt in Attempts.For(bench, before, places, journal.State.Settings))
        {
            if (clock.Expired || ChangeChooser.Suffices(journal.State))
                return;
            if (await packets.ForAsync(attempt, clock.Token) is not { } packet)
                continue;
            var proposals = new EditProposals(bench, attempt, specialist, before);
            var order = new RoundOrder(round++, specialist.Name, attempt.Candidates, packet);
            await new ProposalRound(parts, journal, proposals, clock).RunAsync(order, cancellationToken);
        }
    }

    /// <summary>Why it names whom it names comes first in the log, so that a run which has its plan has that, too.</summary>
    private PlanMade Plan()
    {
        var (plan, choice) = RepositoryForesight.Plan(journal.State.Task, journal.State.Settings, parts.Specialists);
        Noted(new AgentChosen(RepositoryForesight.Propose, choice.Specialist.Name, choice.Reason));
        return Noted(plan);
    }

    private Specialist Specialist(PlanMade plan)
    {
        var name = plan.Steps.Single(step => step.Name == RepositoryForesight.Propose).Agent!;
        return parts.Specialists.Find(name) ?? throw new TanukiException(
            $"There is no specialist {name} any more, whom the run's plan names.", "Put its file back, or begin again with `tanuki run`.");
    }

    private T Noted<T>(T entry)
        where T : RunEvent
    {
        journal.Append(entry);
        return entry;
    }
}
