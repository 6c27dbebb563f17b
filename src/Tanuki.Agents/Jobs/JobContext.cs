using Tanuki.Agents.Briefing;
using Tanuki.Agents.Checking;
using Tanuki.Agents.Orchestration;
using Tanuki.Agents.Specialists;
using Tanuki.Core;
using Tanuki.Core.Runs;
using Tanuki.Models.Backbones;

namespace Tanuki.Agents.Jobs;

/// <summary>A specialist's answer.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Text">With the prefilled start.</param>
internal sealed record SpecialistAnswer(int Number, long Seed, string Text, int Tokens);

/// <summary>What a job works with: it asks specialists and has programs executed, and both are counted.</summary>
internal sealed class JobContext : IDisposable
{
    private readonly AgentParts _parts;
    private readonly SpecialistLibrary _library;
    private readonly GenerationMeter _meter;
    private readonly RunClock _clock;

    public JobContext(AgentParts parts, SpecialistLibrary library, JobRequest request, CancellationToken cancellationToken)
    {
        (_parts, _library, Request) = (parts, library, request);
        _meter = new GenerationMeter(parts.Time);
        _clock = new RunClock(parts.Time, new RunSettings { BudgetSeconds = request.BudgetSeconds }, cancellationToken);
    }

    public JobRequest Request { get; }

    public AgentParts Parts => _parts;

    public ModelUsage Usage => _meter.Usage;

    public double Seconds => _clock.Seconds;

    /// <exception cref="UsageException">There is none of this name.</exception>
    public Specialist Specialist(string name) => _library.Find(name)
        ?? throw new UsageException($"There is no specialist \"{Shown.Value(name)}\".", "`tanuki agents list` shows all.");

    /// <summary>All answers, in the order of their numbers; those that were complete when the budget was spent.</summary>
    public async Task<IReadOnlyList<SpecialistAnswer>> AskAsync(
        string name, IReadOnlyDictionary<string, string> holes, IReadOnlyList<string> stop, CancellationToken cancellationToken)
    {
        var specialist = Specialist(name);
        var answers = new List<SpecialistAnswer>();
        await foreach (var answer in AskAsync(specialist, SpecialistPackets.For(specialist, Request.Language, holes), stop, cancellationToken))
            answers.Add(answer);
        return [.. answers.OrderBy(answer => answer.Number)];
    }

    /// <summary>One answer at temperature 0; null when the budget was spent before it was complete. What specialists are compared with.</summary>
    public async Task<string?> AskOnceAsync(
        string name, IReadOnlyDictionary<string, string> holes, IReadOnlyList<string> stop, CancellationToken cancellationToken)
    {
        var specialist = Specialist(name);
        var once = specialist with { Sampling = specialist.Sampling with { Candidates = 1, Temperature = 0 } };
        await foreach (var answer in AskAsync(once, SpecialistPackets.For(once, Request.Language, holes), stop, cancellationToken))
            return answer.Text;
        return null;
    }

    /// <summary>Answers as they are complete; ends when the budget is spent.</summary>
    public async IAsyncEnumerable<SpecialistAnswer> AskAsync(
        Specialist specialist,
        Packet packet,
        IReadOnlyList<string> stop,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (_clock.Expired)
            yield break;
        var sampling = specialist.Sampling;
        long[] seeds = [.. Enumerable.Range(1, sampling.Candidates).Select(number => CandidateSeeds.For(Request.Seed, number))];
        var request = PacketRequests.For(packet, sampling, seeds, stop);
        var backbone = await _parts.Backbone(_clock.Token);
        using var timed = _meter.Start();
        await using var events = backbone.GenerateAsync(request, _clock.Token).GetAsyncEnumerator(_clock.Token);
        while (await MoveNextAsync(events, cancellationToken))
        {
            _meter.Count(events.Current);
            if (events.Current is SampleFinished finished)
                yield return new SpecialistAnswer(finished.Sample + 1, seeds[finished.Sample], packet.Prefill + finished.Text, finished.Tokens);
        }
    }

    /// <summary>Executes one plan; as many at once as there are places.</summary>
    public async Task<CheckReport> CheckAsync(string code, CheckPlan plan, CancellationToken cancellationToken)
    {
        await _parts.CheckSlots.WaitAsync(cancellationToken);
        try
        {
            return await _parts.Checker.CheckAsync(code, plan, cancellationToken);
        }
        finally
        {
            _parts.CheckSlots.Release();
        }
    }

    public void Dispose() => _clock.Dispose();

    private async Task<bool> MoveNextAsync(IAsyncEnumerator<GenerationEvent> events, CancellationToken cancellationToken)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (OperationCanceledException) when (_clock.Expired && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
