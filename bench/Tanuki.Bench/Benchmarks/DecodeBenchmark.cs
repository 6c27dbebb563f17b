using Tanuki.Bench.Measuring;
using Tanuki.Bench.Ours;
using Tanuki.Bench.Peer;

namespace Tanuki.Bench.Benchmarks;

/// <summary>One sample alone, of a prompt that both sides have just read, so that what is timed is decoding.</summary>
internal sealed class DecodeBenchmark(BenchOptions options) : IBenchmark
{
    private const int Tokens = 256;
    private const int DefaultRounds = 16;

    public async Task<BenchmarkReport> RunAsync(CancellationToken cancellationToken)
    {
        var modelFile = PeerModel.FirstFile(options);
        var (settings, tried) = await new PeerSweep(options, modelFile).RunAsync(
            PeerVariations.Start(slots: 1, contextTokens: 4096),
            [
                PeerVariations.FlashAttention, PeerVariations.PromptCache, PeerVariations.SeparateCells,
                PeerVariations.CheaperSampling, PeerVariations.BackendSampling, PeerVariations.Speculation,
            ],
            server => SweepRounds.TokensPerSecondAsync(server, Tokens, cancellationToken),
            cancellationToken);

        await using var peer = await LlamaServer.StartAsync(options, modelFile, settings, cancellationToken);
        await using var ours = await OwnEngine.OpenAsync(options.Model, cancellationToken);
        var rounds = options.Rounds ?? DefaultRounds;
        await Alternation.RunAsync(ours, peer, Works(0, 1), prepare: null, cancellationToken);
        var efforts = await Alternation.RunAsync(
            ours, peer, Works(1, rounds), (side, work) => side.GenerateAsync(work with { Tokens = 1 }, cancellationToken), cancellationToken);

        return new BenchmarkReport(
            options.Name, "llama-server", settings.ToString(), rounds,
            [
                Metric.HigherIsBetter("one stream", "tokens/s", goal: 0.97, [.. efforts.Select(e => (Tokens / e.Ours.Seconds, Tokens / e.Peer.Seconds))]),
                Metric.LowerIsBetter("processor time", "s", goal: null, [.. efforts.Select(e => (e.Ours.Processor, e.Peer.Processor))]),
            ],
            tried,
            [$"{Tokens} tokens after a prompt of about 300 tokens that is in the cache of both; from the request to the last token."]);
    }

    private static RawWork[] Works(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(number => new RawWork(Prompts.Completion(number), 1, Tokens, 1000 * number + 1))];
}
