using Tanuki.Bench.Measuring;
using Tanuki.Bench.Ours;
using Tanuki.Bench.Peer;

namespace Tanuki.Bench.Benchmarks;

/// <summary>The time to the first token of a request whose adapter is another one than that of the request before, and of one whose is the same.</summary>
internal sealed class AdapterSwapBenchmark(BenchOptions options) : IBenchmark
{
    private const int DefaultRounds = 20;

    /// <summary>0 0 1 1 0 0 1 1: every second request comes after a swap.</summary>
    private const int Cycle = 4;

    public async Task<BenchmarkReport> RunAsync(CancellationToken cancellationToken)
    {
        var adapters = RandomAdapters.WriteAll(Path.Combine(options.ResultFolder, "adapters"), count: 2);
        var modelFile = PeerModel.FirstFile(options);
        var (settings, tried) = await new PeerSweep(options, modelFile).RunAsync(
            PeerVariations.Start(slots: 1, contextTokens: 4096) with { Adapters = adapters },
            [PeerVariations.FlashAttention, PeerVariations.PromptCache],
            server => SweepRounds.RequestsPerSecondAsync(server, Works(200_000, 3), cancellationToken),
            cancellationToken);

        await using var peer = await LlamaServer.StartAsync(options, modelFile, settings with { Adapters = adapters }, cancellationToken);
        await using var ours = await OwnEngine.OpenAsync(options.Model, adapterMebibytes: 512, adapters, cancellationToken);
        var rounds = options.Rounds ?? DefaultRounds;
        await Alternation.RunAsync(ours, peer, Works(300_000, 1), prepare: null, cancellationToken);
        var efforts = await Alternation.RunAsync(ours, peer, Works(0, rounds), prepare: null, cancellationToken);

        // The first request of all comes after whatever was before.
        var swapped = efforts.Where((_, index) => index % 2 == 0).Skip(1).ToArray();
        var kept = efforts.Where((_, index) => index % 2 == 1).Skip(1).ToArray();
        return new BenchmarkReport(
            options.Name, "llama-server", settings.ToString(), rounds,
            [
                Metric.LowerIsBetter("first token after a swap", "s", goal: 1.0, [.. swapped.Select(e => (e.Ours.Seconds, e.Peer.Seconds))]),
                Metric.LowerIsBetter("first token, same adapter", "s", goal: null, [.. kept.Select(e => (e.Ours.Seconds, e.Peer.Seconds))]),
                Metric.LowerIsBetter("ours: a swap against none", "s", goal: 0.98, [.. swapped.Zip(kept, (swap, same) => (swap.Ours.Seconds, same.Ours.Seconds))]),
                Metric.LowerIsBetter("peer: a swap against none", "s", goal: null, [.. swapped.Zip(kept, (swap, same) => (swap.Peer.Seconds, same.Peer.Seconds))]),
            ],
            tried,
            [
                "Two adapters of rank 16 on all matrices but the keys', prompts of about 300 tokens, read whole, one token; from the request to its end.",
                FormattableString.Invariant($"A swap adds {Added(swapped, kept, e => e.Ours.Seconds):0.0} ms here and {Added(swapped, kept, e => e.Peer.Seconds):0.0} ms there, medians of neighbouring requests; the goal is 5 ms or 2%."),
            ]);
    }

    private static double Added(
        (Effort Ours, Effort Peer)[] swapped, (Effort Ours, Effort Peer)[] kept, Func<(Effort Ours, Effort Peer), double> of) =>
        1000 * Spread.Of(swapped.Zip(kept, (swap, same) => of(swap) - of(same))).Median;

    private static RawWork[] Works(int first, int rounds) =>
    [
        .. Enumerable.Range(first, rounds * Cycle).Select(number =>
            new RawWork(Prompts.Completion(number), Samples: 1, Tokens: 1, Seed: number + 1, Adapter: number % Cycle / 2) { Fresh = true }),
    ];
}
