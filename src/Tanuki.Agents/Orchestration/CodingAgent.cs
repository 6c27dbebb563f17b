using Tanuki.Agents.Analysis;
using Tanuki.Agents.Briefing;
using Tanuki.Agents.Checking;
using Tanuki.Agents.Receipts;
using Tanuki.Agents.Selection;
using Tanuki.Agents.Specialists;
using Tanuki.Core;
using Tanuki.Core.Runs;
using Tanuki.Core.Secrets;

namespace Tanuki.Agents.Orchestration;

/// <summary>
/// Turns a task into an answer with a receipt. Everything it learns goes to the run's log first, so that working on a run
/// that was cut off anywhere goes on where it stood. Safe for many runs at once.
/// </summary>
public sealed class CodingAgent(AgentParts parts)
{
    /// <summary>Reads what every run needs, for callers that have to wait for something else first.</summary>
    public static void Prepare()
    {
        SecretScanner.ForProcess.Prepare();
        _ = SpecialistLibrary.Coder;
    }

    /// <summary>Works on <paramref name="run"/>, fresh or interrupted, until it has an answer. A finished run returns its answer again.</summary>
    /// <exception cref="TanukiException">Something that the user can act on; logged as <see cref="RunFailed"/>.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; logged as <see cref="RunCancelled"/>, can be resumed.</exception>
    public async Task<Answer> WorkAsync(IRunWriter run, IProgress<RunEvent>? progress, CancellationToken cancellationToken)
    {
        var journal = new RunJournal(run, progress);
        if (journal.State.Answer is { } known)
            return known;

        try
        {
            journal.NoteInterruptions();
            var answer = await SolveAsync(journal, cancellationToken);
            journal.Append(new RunFinished(answer));
            return answer;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            journal.Append(new RunCancelled());
            throw;
        }
        catch (TanukiException failure)
        {
            journal.Append(new RunFailed(failure.Message, failure.Hint));
            throw;
        }
    }

    private async Task<Answer> SolveAsync(RunJournal journal, CancellationToken cancellationToken)
    {
        using var clock = new RunClock(parts.Time, journal.State.Settings, cancellationToken);
        var analysis = TaskAnalyser.Analyse(journal.State.Task, journal.State.Settings.Seed);
        var plan = CheckPlans.For(journal.State.Task, analysis);
        var calibration = parts.Calibration.For((await parts.Backbone(cancellationToken)).Info);
        var round = new ProposalRound(parts, journal, analysis, plan, calibration, clock);

        await round.RunAsync(0, BriefingPackets.ForFirstRound(journal.State.Task, analysis), cancellationToken);
        for (var repair = 1; IsOpen(journal.State, repair) || ShouldRepair(journal.State, plan, repair, clock); repair++)
            await round.RunAsync(repair, BriefingPackets.ForRepair(journal.State, analysis), cancellationToken);

        var selection = Selector.Choose(journal.State, plan, calibration);
        return await ReceiptWriter.WriteAsync(journal, analysis, selection, parts, journal.SecondsBefore + clock.Seconds, cancellationToken);
    }

    /// <summary>A round that was cut off is ended, although one of its candidates may pass already.</summary>
    private static bool IsOpen(RunState state, int round) =>
        state.Rounds.Exists(known => known.Proposal.Round == round && !known.Ended);

    /// <summary>A repair needs something that failed: without examples or tests there is nothing to tell the model.</summary>
    private static bool ShouldRepair(RunState state, CheckPlan plan, int repair, RunClock clock) =>
        !state.Settings.Raw
        && repair <= state.Settings.RepairRounds
        && !clock.Expired
        && plan.HasExpectations
        && !Selector.AnyPasses(state);
}
