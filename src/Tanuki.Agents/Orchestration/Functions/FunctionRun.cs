using Tanuki.Agents.Analysis;
using Tanuki.Agents.Briefing;
using Tanuki.Agents.Checking;
using Tanuki.Agents.Receipts;
using Tanuki.Agents.Selection;
using Tanuki.Core.Runs;

namespace Tanuki.Agents.Orchestration.Functions;

/// <summary>
/// Works on a program that stands alone: inputs to compare candidates on where the task shows none, a few small rounds, a repair or two
/// when nothing passes, and the choice.
/// </summary>
internal sealed class FunctionRun(AgentParts parts, RunJournal journal, RunClock clock)
{
    private const string Agent = "coder";

    private RunSettings Settings => journal.State.Settings;

    public async Task<Answer> SolveAsync(CancellationToken cancellationToken)
    {
        var analysis = TaskAnalyser.Analyse(journal.State.Task, Settings.Seed);
        await new InputsRound(parts, journal, analysis, clock).RunAsync(cancellationToken);
        var plan = CheckPlans.For(journal.State.Task, analysis, journal.State.Inputs);
        var calibration = parts.Calibration.For((await parts.Backbone(cancellationToken)).Info);
        var round = new ProposalRound(parts, journal, new FunctionProposals(parts.Checker, Settings, analysis, plan, calibration), clock);

        var (first, waves) = (BriefingPackets.ForFirstRound(journal.State.Task, analysis), Waves.Of(Settings, plan, calibration));
        foreach (var (number, candidates) in waves.Index())
        {
            if (number == 0 || IsOpen(number) || (!clock.Expired && StoppingRule.IsWanted(journal.State, number, candidates, plan, calibration)))
                await round.RunAsync(new RoundOrder(number, Agent, candidates, first), cancellationToken);
        }
        for (var repair = 1; IsOpen(waves.Count - 1 + repair) || ShouldRepair(plan, repair); repair++)
        {
            var packet = BriefingPackets.ForRepair(journal.State, analysis);
            await round.RunAsync(new RoundOrder(waves.Count - 1 + repair, Agent, RepairCandidates, packet), cancellationToken);
        }

        var selection = Selector.Choose(journal.State, plan, calibration);
        return await ReceiptWriter.WriteAsync(journal, analysis, selection, parts, journal.SecondsBefore + clock.Seconds, cancellationToken);
    }

    private int RepairCandidates => Math.Max(1, Settings.Candidates / 2);

    /// <summary>A round that was cut off is ended, although one of its candidates may pass already.</summary>
    private bool IsOpen(int round) => journal.State.Rounds.Exists(known => known.Proposal.Round == round && !known.Ended);

    /// <summary>A repair needs something that failed: without examples or tests there is nothing to tell the model.</summary>
    private bool ShouldRepair(CheckPlan plan, int repair) =>
        !Settings.Raw
        && repair <= Settings.RepairRounds
        && !clock.Expired
        && plan.HasExpectations
        && !Selector.AnyPasses(journal.State);
}
