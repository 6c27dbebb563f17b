using System.Diagnostics;
using Tanuki.Bench.Measuring;
using Tanuki.Bench.Ours;
using Tanuki.Bench.Peer;

namespace Tanuki.Bench.Benchmarks;

/// <summary>Requests in flight whose adapters are many, with room for few of them here and for all of them there.</summary>
internal sealed class AdapterZipfBenchmark(BenchOptions options) : IBenchmark
{
    private const int Adapters = 50;
    private const int Room = 8;
    private const int InFlight = 8;
    private const int Samples = 4;
    private const int Tokens = 48;
    private const int Requests = 32;
    private const int DefaultRounds = 4;

    /// <summary>Which adapter the request with a number has.</summary>
    private static readonly (string Name, Func<int, int> Adapter)[] Mixes =
    [
        ("one adapter", _ => 0),
        ("Zipf mix of 50", Zipf),
        ("8 in turn", number => number % Room),
        ("9 in turn", number => number % (Room + 1)),
        ("16 in turn", number => number % (2 * Room)),
    ];

    public async Task<BenchmarkReport> RunAsync(CancellationToken cancellationToken)
    {
        var adapters = RandomAdapters.WriteAll(Path.Combine(options.ResultFolder, "adapters"), Adapters);
        var mebibytes = (int)(Room * new FileInfo(adapters[0]).Length >> 20) + 1;
        var modelFile = PeerModel.FirstFile(options);
        var (settings, tried) = await new PeerSweep(options, modelFile).RunAsync(
            PeerVariations.Start(slots: InFlight * Samples, contextTokens: 16384) with { Adapters = adapters },
            [PeerVariations.FlashAttention, PeerVariations.PromptCache],
            server => RequestsPerSecondAsync(server, Works(100_000, InFlight, Zipf), cancellationToken),
            cancellationToken);

        await using var peer = await LlamaServer.StartAsync(options, modelFile, settings with { Adapters = adapters }, cancellationToken);
        await using var ours = await OwnEngine.OpenAsync(options.Model, mebibytes, adapters, cancellationToken);
        await RequestsPerSecondAsync(ours, Works(200_000, InFlight, Zipf), cancellationToken);
        await RequestsPerSecondAsync(peer, Works(200_000, InFlight, Zipf), cancellationToken);
        var rounds = options.Rounds ?? DefaultRounds;
        var measured = new List<(double[] Ours, double[] Peer)>();
        for (var round = 0; round < rounds; round++)
        {
            measured.Add(round % 2 == 0
                ? (await MixesAsync(ours, Mixes, round), await MixesAsync(peer, Mixes[..2], round))
                : Swapped(await MixesAsync(peer, Mixes[..2], round), await MixesAsync(ours, Mixes, round)));
            await Console.Error.WriteLineAsync(FormattableString.Invariant(
                $"round {round + 1} of {rounds}: ours {string.Join(' ', measured[^1].Ours.Select(value => value.ToString("0.000", null)))}, peer {string.Join(' ', measured[^1].Peer.Select(value => value.ToString("0.000", null)))} requests/s"));
        }
        return new BenchmarkReport(
            options.Name, "llama-server", settings.ToString(), rounds,
            [
                Against("ours: Zipf mix against one adapter", goal: 0.7, round => (round.Ours[1], round.Ours[0])),
                Against("ours: 9 in turn against 8", goal: 0.95, round => (round.Ours[3], round.Ours[2])),
                Against("ours: 16 in turn against 8", goal: null, round => (round.Ours[4], round.Ours[2])),
                Against("Zipf mix", goal: 1.0, round => (round.Ours[1], round.Peer[1])),
                Against("one adapter", goal: null, round => (round.Ours[0], round.Peer[0])),
                Against("peer: Zipf mix against one adapter", goal: null, round => (round.Peer[1], round.Peer[0])),
            ],
            tried,
            [
                $"{Requests} requests, {InFlight} in flight, of {Samples} samples of exactly {Tokens} tokens from new prompts of about 300 tokens.",
                $"Adapters of rank 16 on all matrices but the keys'. Room for {Room} of {Adapters} here ({mebibytes} MiB); the peer holds all of them.",
                "Zipf's exponent is 1: the most frequent adapter has 22% of the requests. The order is the same in each round and on both sides.",
            ]);

        Metric Against(string name, double? goal, Func<(double[] Ours, double[] Peer), (double, double)> pair) =>
            Metric.HigherIsBetter(name, "requests/s", goal, [.. measured.Select(pair)]);

        async Task<double[]> MixesAsync(IGenerator side, IReadOnlyList<(string Name, Func<int, int> Adapter)> mixes, int round)
        {
            var speeds = new List<double>();
            foreach (var (mix, index) in mixes.Select((mix, index) => (mix, index)))
                speeds.Add(await RequestsPerSecondAsync(side, Works((round * Mixes.Length + index) * Requests, Requests, mix.Adapter), cancellationToken));
            return [.. speeds];
        }
    }

    private static (double[] Ours, double[] Peer) Swapped(double[] peer, double[] ours) => (ours, peer);

    private static async Task<double> RequestsPerSecondAsync(IGenerator side, IReadOnlyList<RawWork> works, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            works, new ParallelOptions { MaxDegreeOfParallelism = InFlight, CancellationToken = cancellationToken },
            async (work, cancelled) => await side.GenerateAsync(work, cancelled));
        return works.Count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static RawWork[] Works(int first, int count, Func<int, int> adapter) =>
    [
        .. Enumerable.Range(0, count).Select(number =>
            new RawWork(Prompts.Completion(first + number), Samples, Tokens, Seed: 1000 * (first + number) + 1, adapter(number))),
    ];

    /// <summary>The adapter of rank k has a share of 1/k; a low-discrepancy sequence gives each round the same mix.</summary>
    private static int Zipf(int number)
    {
        const double golden = 0.6180339887498949;
        var harmonic = Enumerable.Range(1, Adapters).Sum(rank => 1.0 / rank);
        var place = (number * golden + 0.5) % 1 * harmonic;
        var rank = 1;
        while ((place -= 1.0 / rank) > 0 && rank < Adapters)
            rank++;
        return rank - 1;
    }
}
