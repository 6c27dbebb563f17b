using Tanuki.Agents.Analysis;
using Tanuki.Agents.Checking;
using Tanuki.Agents.Extraction;
using Tanuki.Agents.Selection;
using Tanuki.Core;
using Tanuki.Core.Evidence;
using Tanuki.Core.Runs;
using Tanuki.Models.Backbones;

namespace Tanuki.Agents.Orchestration;

/// <summary>
/// One round: candidates decode together while those already complete are checked; what still decodes is cancelled as soon
/// as the evidence suffices.
/// </summary>
internal sealed class ProposalRound(
    AgentParts parts, RunJournal journal, TaskAnalysis analysis, CheckPlan plan, CalibrationTable calibration, RunClock clock)
{
    private const int MostBackboneLosses = 3;

    public async Task RunAsync(int number, Packet packet, CancellationToken cancellationToken)
    {
        var known = journal.State.Rounds.Find(round => round.Proposal.Round == number);
        if (known is { Ended: true })
            return;

        var proposal = known?.Proposal ?? Begin(number, packet);
        var meter = new GenerationMeter(parts.Time);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(clock.Token);
        var checks = Unchecked(proposal).Select(candidate => CheckAsync(candidate, enough)).ToList();
        try
        {
            var wanted = true;
            for (var losses = 0; wanted && Missing(proposal) is { Count: > 0 } missing && !enough.IsCancellationRequested && !Enough();)
            {
                try
                {
                    wanted = await GenerateAsync(proposal, missing, checks, meter, enough);
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

    private ProposalStarted Begin(int number, Packet packet)
    {
        var settings = journal.State.Settings;
        var first = Asked + 1;
        var count = settings.Raw ? 1 : number == 0 ? settings.Candidates : Math.Max(1, settings.Candidates / 2);
        var samples = Enumerable.Range(first, count)
            .Select(index => new ProposedSample($"c{index}", CandidateSeeds.For(settings.Seed, index)))
            .ToList();
        var started = new ProposalStarted(number, "coder", samples, packet);
        journal.Append(started);
        return started;
    }

    private List<ProposedSample> Missing(ProposalStarted proposal) =>
        [.. proposal.Samples.Where(sample => journal.State.Candidates.TrueForAll(candidate => candidate.Id != sample.Candidate))];

    private List<Candidate> Unchecked(ProposalStarted proposal) =>
        [.. journal.State.Candidates.Where(candidate => !journal.State.Reports.ContainsKey(candidate.Id)
            && proposal.Samples.Any(sample => sample.Candidate == candidate.Id))];

    /// <returns>False: what is missing now is not worth waiting for.</returns>
    private async Task<bool> GenerateAsync(
        ProposalStarted proposal,
        List<ProposedSample> samples,
        List<Task> checks,
        GenerationMeter meter,
        CancellationTokenSource enough)
    {
        var backbone = await parts.Backbone(enough.Token);
        var request = Requests.For(proposal.Packet, journal.State.Settings, analysis, samples);
        var lengths = new SampleLengths(samples.Count);
        using var timed = meter.Start();
        await foreach (var happened in backbone.GenerateAsync(request, enough.Token))
        {
            meter.Count(happened);
            lengths.Count(happened);
            if (happened is PromptEvaluated)
                journal.Append(new ModelUsed(proposal.Round, meter.Usage));
            if (happened is SampleFinished finished)
            {
                var candidate = Receive(proposal, samples[finished.Sample], finished);
                journal.Append(new CandidateProposed(proposal.Round, candidate, meter.Usage));
                checks.Add(CheckAsync(candidate, enough));
            }
            if (lengths.Shortest is { } shortest && StoppingRule.Straggles(shortest, lengths.Complete, samples.Count, plan, calibration))
                return false;
        }
        return true;
    }

    private Candidate Receive(ProposalStarted proposal, ProposedSample sample, SampleFinished finished)
    {
        var text = proposal.Packet.Prefill + finished.Text;
        var extracted = CodeExtractor.Extract(text, analysis.Language, analysis.Head, analysis.EntryPoint);
        return new Candidate(sample.Candidate, proposal.Agent, sample.Seed, finished.Tokens, text, extracted?.Code);
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
            return new CandidateChecked(candidate.Id, [NoProgram], [], 0);

        await parts.CheckSlots.WaitAsync(cancellationToken);
        try
        {
            if (ReportOnSameCode(code) is { } twin)
                return twin with { Candidate = candidate.Id, SandboxSeconds = 0 };
            var report = await parts.Checker.CheckAsync(code, plan, cancellationToken);
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

    private static Check NoProgram { get; } =
        new(CheckKind.Build, "extraction", "the answer holds a program", CheckOutcome.Failed, 0, "No program was found in the answer.");

    private bool Enough() => StoppingRule.Suffices(journal.State, Asked, plan, calibration);

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
