using Tanuki.Core;
using Tanuki.Core.Evidence;
using Tanuki.Core.Runs;
using Tanuki.Models.Backbones;

namespace Tanuki.Agents.Orchestration;

/// <summary>
/// One round: candidates decode together while those already complete are checked; what still decodes is cancelled as soon
/// as the evidence suffices.
/// </summary>
internal sealed class ProposalRound(AgentParts parts, RunJournal journal, IProposals proposals, RunClock clock)
{
    private const int MostBackboneLosses = 3;

    /// <summary>A round that was ended before does nothing; one that was cut off goes on with the packet that it was begun with.</summary>
    public async Task RunAsync(RoundOrder order, CancellationToken cancellationToken)
    {
        var number = order.Round;
        var known = journal.State.Rounds.Find(round => round.Proposal.Round == number);
        if (known is { Ended: true })
            return;

        var proposal = known?.Proposal ?? Begin(order);
        var meter = new GenerationMeter(parts.Time);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(clock.Token);
        var checks = Unchecked(proposal).Select(candidate => CheckAsync(candidate, enough)).ToList();
        try
        {
            for (var losses = 0; Missing(proposal) is { Count: > 0 } missing && !enough.IsCancellationRequested && !Enough();)
            {
                try
                {
                    await GenerateAsync(proposal, missing, checks, meter, enough);
                }
                catch (BackboneUnavailableException lost) when (++losses < MostBackboneLosses)
                {
                    journal.Append(new BackboneLost(lost.Message));
                }
            }
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // Enough evidence, or the budget is spent: what there is so far is judged.
        }
        catch (BackboneBudgetException spent) when (journal.State.Candidates.Count > 0)
        {
            // As when the time is spent.
            journal.Append(new BackboneLost(spent.Message));
        }
        catch (TanukiException)
        {
            journal.Append(new ModelUsed(number, meter.Usage));
            throw;
        }
        finally
        {
            await SettleAsync(checks, enough);
            if (cancellationToken.IsCancellationRequested)
                journal.Append(new ModelUsed(number, meter.Usage));
        }

        cancellationToken.ThrowIfCancellationRequested();
        journal.Append(new ProposalEnded(number, meter.Tokens, meter.Seconds, Enough()));
    }

    private ProposalStarted Begin(RoundOrder order)
    {
        var samples = Enumerable.Range(Asked + 1, order.Candidates)
            .Select(index => new ProposedSample($"c{index}", CandidateSeeds.For(journal.State.Settings.Seed, index)))
            .ToList();
        var started = new ProposalStarted(order.Round, order.Agent, samples, order.Packet);
        journal.Append(started);
        return started;
    }

    private List<ProposedSample> Missing(ProposalStarted proposal) =>
        [.. proposal.Samples.Where(sample => journal.State.Candidates.TrueForAll(candidate => candidate.Id != sample.Candidate))];

    private List<Candidate> Unchecked(ProposalStarted proposal) =>
        [.. journal.State.Candidates.Where(candidate => !journal.State.Reports.ContainsKey(candidate.Id)
            && proposal.Samples.Any(sample => sample.Candidate == candidate.Id))];

    private async Task GenerateAsync(
        ProposalStarted proposal,
        List<ProposedSample> samples,
        List<Task> checks,
        GenerationMeter meter,
        CancellationTokenSource enough)
    {
        var backbone = await parts.Backbone(enough.Token);
        var request = proposals.Request(proposal.Packet, samples);
        using var timed = meter.Start();
        await foreach (var happened in backbone.GenerateAsync(request, enough.Token))
        {
            meter.Count(happened);
            if (happened is PromptEvaluated)
                journal.Append(new ModelUsed(proposal.Round, meter.Usage));
            if (happened is SampleFinished finished)
            {
                var candidate = Receive(proposal, samples[finished.Sample], finished);
                journal.Append(new CandidateProposed(proposal.Round, candidate, meter.Usage));
                checks.Add(CheckAsync(candidate, enough));
            }
        }
    }

    private Candidate Receive(ProposalStarted proposal, ProposedSample sample, SampleFinished finished)
    {
        var text = proposal.Packet.Prefill + finished.Text;
        return new Candidate(sample.Candidate, proposal.Agent, sample.Seed, finished.Tokens, text, proposals.Read(text).Code);
    }

    private async Task CheckAsync(Candidate candidate, CancellationTokenSource enough)
    {
        journal.Append(new CheckStarted(candidate.Id));
        journal.Append(await ReportAsync(candidate, enough.Token));
        if (Enough())
            await enough.CancelAsync();
    }

    private async Task<CandidateChecked> ReportAsync(Candidate candidate, CancellationToken cancellationToken)
    {
        if (candidate.Code is not { } code)
            return new CandidateChecked(candidate.Id, [Unread(candidate)], [], 0);

        await parts.CheckSlots.WaitAsync(cancellationToken);
        try
        {
            if (ReportOnSameCode(code) is { } twin)
                return twin with { Candidate = candidate.Id, SandboxSeconds = 0 };
            var report = await proposals.CheckAsync(code, cancellationToken);
            return new CandidateChecked(candidate.Id, report.Checks, report.Behaviour, report.SandboxSeconds);
        }
        finally
        {
            parts.CheckSlots.Release();
        }
    }

    private CandidateChecked? ReportOnSameCode(string code)
    {
        var state = journal.State;
        return state.Candidates.Find(other => other.Code == code && state.Reports.ContainsKey(other.Id)) is { } twin
            ? state.Reports[twin.Id]
            : null;
    }

    private Check Unread(Candidate candidate) => new(
        CheckKind.Build, "extraction", "the answer holds a program", CheckOutcome.Failed, 0, proposals.Read(candidate.Text).Refusal);

    private bool Enough() => proposals.Suffice(journal.State, Asked);

    private int Asked => journal.State.Rounds.Sum(round => round.Proposal.Samples.Count);

    /// <summary>Checks that were cancelled on purpose are no failure; a bug in one is rethrown.</summary>
    private static async Task SettleAsync(List<Task> checks, CancellationTokenSource enough)
    {
        try
        {
            await Task.WhenAll(checks);
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested)
        {
            if (checks.Find(check => check.IsFaulted) is { } failed)
                await failed;
        }
    }
}
