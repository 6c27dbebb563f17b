using Tanuki.Core;

namespace Tanuki.Bench.Peer;

/// <param name="Value">Work per second; null where the peer failed.</param>
internal sealed record SweepResult(string Settings, double? Value, string? Failure);

/// <summary>Finds the peer's best configuration: each group of variations is tried on the best so far, and what wins stays.</summary>
internal sealed class PeerSweep(BenchOptions options, string modelFile)
{
    /// <summary>Anything less may be chance, and the simpler configuration stays.</summary>
    private const double LeastGain = 1.005;

    /// <param name="measure">Work per second of a server that has just been started.</param>
    public async Task<(PeerSettings Best, IReadOnlyList<SweepResult> Tried)> RunAsync(
        PeerSettings start,
        IReadOnlyList<Func<PeerSettings, IEnumerable<PeerSettings>>> groups,
        Func<LlamaServer, Task<double>> measure,
        CancellationToken cancellationToken)
    {
        if (options.PeerFlags is { } flags)
            return (PeerSettings.Parse(flags), []);

        var tried = new List<SweepResult>();
        var (best, value) = (start, await TryAsync(start, tried, measure, cancellationToken));
        foreach (var group in groups)
        {
            var (base_, winner) = (best, value);
            foreach (var variation in group(base_).Where(variation => variation.ToString() != base_.ToString()))
            {
                var result = await TryAsync(variation, tried, measure, cancellationToken);
                if (result > winner * LeastGain)
                    (best, winner) = (variation, result);
            }
            value = winner;
        }
        return value > 0 ? (best, tried) : throw new TanukiException("llama-server worked with none of its configurations.", tried[0].Failure);
    }

    private async Task<double> TryAsync(
        PeerSettings settings, List<SweepResult> tried, Func<LlamaServer, Task<double>> measure, CancellationToken cancellationToken)
    {
        try
        {
            await using var server = await LlamaServer.StartAsync(options, modelFile, settings, cancellationToken);
            tried.Add(new SweepResult(settings.ToString(), Math.Round(await measure(server), 4), null));
        }
        catch (Exception failure) when (failure is TanukiException or HttpRequestException)
        {
            tried.Add(new SweepResult(settings.ToString(), null, failure.Message));
        }
        await Console.Error.WriteLineAsync(FormattableString.Invariant($"sweep: {tried[^1].Value?.ToString("0.000", null) ?? "failed"}  {settings}"));
        return tried[^1].Value ?? 0;
    }
}
