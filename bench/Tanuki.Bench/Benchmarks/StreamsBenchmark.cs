using System.Collections.Concurrent;
using System.Diagnostics;
using Tanuki.Bench.Measuring;
using Tanuki.Bench.Ours;
using Tanuki.Bench.Peer;

namespace Tanuki.Bench.Benchmarks;

/// <summary>Conversations, so many at a time: what is written in a second, and how long one waits for an answer to begin.</summary>
internal sealed class StreamsBenchmark(BenchOptions options, int streams) : IBenchmark
{
    private const int DefaultRounds = 4;
    private const double Late = 0.95;

    private int PerRound => Math.Max(6, 2 * streams);

    public async Task<BenchmarkReport> RunAsync(CancellationToken cancellationToken)
    {
        var modelFile = PeerModel.FirstFile(options);
        var (settings, tried) = await new PeerSweep(options, modelFile).RunAsync(
            PeerVariations.Start(streams, contextTokens: Math.Max(4096, 1024 * streams)),
            [
                PeerVariations.SeparateCells, PeerVariations.FlashAttention, PeerVariations.PromptCache, PeerVariations.BatchSizes,
                PeerVariations.CheaperSampling, PeerVariations.BackendSampling,
            ],
            async server => (await MeasureAsync(server, 100_000, Math.Max(3, streams), cancellationToken)).TokensPerSecond,
            cancellationToken);

        await using var peer = await LlamaServer.StartAsync(options, modelFile, settings, cancellationToken);
        await using var ours = await OwnEngine.OpenAsync(options.Model, cancellationToken);
        foreach (var side in new IGenerator[] { ours, peer })
            await MeasureAsync(side, 200_000, Math.Max(4, streams), cancellationToken);
        var rounds = options.Rounds ?? DefaultRounds;
        var measured = new List<(Load Ours, Load Peer)>();
        for (var round = 0; round < rounds; round++)
        {
            var first = await MeasureAsync(round % 2 == 0 ? ours : peer, round * PerRound, PerRound, cancellationToken);
            var second = await MeasureAsync(round % 2 == 0 ? peer : ours, round * PerRound, PerRound, cancellationToken);
            measured.Add(round % 2 == 0 ? (first, second) : (second, first));
            await Console.Error.WriteLineAsync($"round {round + 1} of {rounds}: ours {measured[^1].Ours}, peer {measured[^1].Peer}");
        }
        return new BenchmarkReport(
            options.Name, "llama-server", settings.ToString(), rounds,
            [
                Metric.HigherIsBetter("throughput", "tokens/s", goal: 1.0, [.. measured.Select(m => (m.Ours.TokensPerSecond, m.Peer.TokensPerSecond))]),
                Metric.LowerIsBetter("first token, 95th percentile", "s", goal: 1.0, [.. measured.Select(m => (m.Ours.LateFirst, m.Peer.LateFirst))]),
                Metric.LowerIsBetter("first token, median", "s", goal: null, [.. measured.Select(m => (m.Ours.MedianFirst, m.Peer.MedianFirst))]),
            ],
            tried,
            [
                $"{PerRound} conversations of three turns in each round, {streams} at a time, answers of exactly 24 to 144 tokens; a turn's prompt has all that was said before, each side's own answers.",
                "Four system prompts of about 150 tokens that both sides have seen before. Both send text as it comes. The rounds' numbers of prompt tokens differ by what the sides wrote.",
            ]);
    }

    private async Task<Load> MeasureAsync(IGenerator side, int firstChat, int count, CancellationToken cancellationToken)
    {
        var (tokens, waits) = (0, new ConcurrentBag<double>());
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            Enumerable.Range(firstChat, count), new ParallelOptions { MaxDegreeOfParallelism = streams, CancellationToken = cancellationToken },
            async (number, cancelled) =>
            {
                var chat = Chats.Create(number);
                var said = new List<(string, string)> { ("system", chat.System) };
                foreach (var (user, length) in chat.Turns)
                {
                    said.Add(("user", user));
                    var work = new RawWork(ChatMarkup.Render(said, prefill: ""), Samples: 1, length, Seed: number);
                    var (result, toFirst) = await side.StreamAsync(work, cancelled);
                    Interlocked.Add(ref tokens, result.Generated);
                    waits.Add(toFirst);
                    said.Add(("assistant", result.Text));
                }
            });
        return new Load(tokens / Stopwatch.GetElapsedTime(started).TotalSeconds, Spread.Quantile(waits, Late), Spread.Quantile(waits, 0.5));
    }

    /// <param name="LateFirst">Seconds until the first text, of those that waited long.</param>
    private sealed record Load(double TokensPerSecond, double LateFirst, double MedianFirst)
    {
        public override string ToString() => FormattableString.Invariant($"{TokensPerSecond:0.0} tokens/s, first text after {MedianFirst:0.00} s, late {LateFirst:0.00} s");
    }
}
