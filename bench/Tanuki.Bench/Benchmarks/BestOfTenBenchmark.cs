using Tanuki.Bench.Measuring;
using Tanuki.Bench.Ours;
using Tanuki.Bench.Peer;

namespace Tanuki.Bench.Benchmarks;

/// <summary>Ten samples of one prompt, from the request to the last token of the last sample.</summary>
internal sealed class BestOfTenBenchmark(BenchOptions options) : IBenchmark
{
    private const int Samples = 10;
    private const int Tokens = 80;
    private const int DefaultRounds = 10;

    public async Task<BenchmarkReport> RunAsync(CancellationToken cancellationToken)
    {
        var modelFile = PeerModel.FirstFile(options);
        var (settings, tried) = await new PeerSweep(options, modelFile).RunAsync(
            PeerVariations.Start(Samples, contextTokens: 8192),
            [
                PeerVariations.FlashAttention, PeerVariations.PromptCache, PeerVariations.SeparateCells, PeerVariations.BatchSizes,
                PeerVariations.CheaperSampling, PeerVariations.BackendSampling,
            ],
            server => SweepRounds.CandidatesPerSecondAsync(server, Samples, Tokens, cancellationToken),
            cancellationToken);

        await using var peer = await LlamaServer.StartAsync(options, modelFile, settings, cancellationToken);
        await using var ours = await OwnEngine.OpenAsync(options.Model, cancellationToken);
        var rounds = options.Rounds ?? DefaultRounds;
        await Alternation.RunAsync(ours, peer, Works(0, 1), prepare: null, cancellationToken);
        var efforts = await Alternation.RunAsync(ours, peer, Works(1, rounds), prepare: null, cancellationToken);
        var threads = (await ours.DescribeAsync(cancellationToken)).Threads;

        return new BenchmarkReport(
            options.Name, "llama-server", settings.ToString(), rounds,
            [
                Metric.HigherIsBetter("candidates", "candidates/s", goal: 1.0, [.. efforts.Select(e => (Samples / e.Ours.Seconds, Samples / e.Peer.Seconds))]),
                Metric.LowerIsBetter("processor time", "s", goal: null, [.. efforts.Select(e => (e.Ours.Processor, e.Peer.Processor))]),
            ],
            tried,
            [
                $"{Samples} samples of exactly {Tokens} tokens from a new prompt of about 300 tokens in each round; ends of text are ignored.",
                $"Our engine decoded with {threads} of {Environment.ProcessorCount} threads at the end; it takes fewer where others keep cores busy, the peer does not.",
            ]);
    }

    private static RawWork[] Works(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(number => new RawWork(Prompts.Completion(number), Samples, Tokens, 1000 * number + 1))];
}
