using Tanuki.Bench.Measuring;

namespace Tanuki.Bench.Benchmarks;

/// <summary>The short measurements by which the peer's configurations are compared.</summary>
internal static class SweepRounds
{
    private const int Rounds = 3;

    /// <summary>Prompts of sweeps and of measured rounds must differ.</summary>
    private const int FirstPrompt = 100_000;

    /// <summary>Median of some rounds after one that warms up.</summary>
    public static async Task<double> CandidatesPerSecondAsync(IGenerator side, int samples, int tokens, CancellationToken cancellationToken)
    {
        var seconds = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            var work = new RawWork(Prompts.Completion(FirstPrompt + round), samples, tokens, 1);
            seconds.Add((await Alternation.TimeAsync(side, work, cancellationToken)).Effort.Seconds);
        }
        return samples / Spread.Of(seconds.Skip(1)).Median;
    }

    /// <summary>One after the other; the first warms up.</summary>
    public static async Task<double> RequestsPerSecondAsync(IGenerator side, IReadOnlyList<RawWork> works, CancellationToken cancellationToken)
    {
        var seconds = new List<double>();
        foreach (var work in works)
            seconds.Add((await Alternation.TimeAsync(side, work, cancellationToken)).Effort.Seconds);
        return 1 / Spread.Of(seconds.Skip(1)).Median;
    }

    /// <summary>Tokens per second of one sample, its prompt read before.</summary>
    public static async Task<double> TokensPerSecondAsync(IGenerator side, int tokens, CancellationToken cancellationToken)
    {
        var seconds = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var work = new RawWork(Prompts.Completion(FirstPrompt + round), 1, tokens, 1);
            await side.GenerateAsync(work with { Tokens = 1 }, cancellationToken);
            seconds.Add((await Alternation.TimeAsync(side, work, cancellationToken)).Effort.Seconds);
        }
        return tokens / Spread.Of(seconds).Median;
    }
}
