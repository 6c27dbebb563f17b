using Tanuki.Bench.Measuring;
using Tanuki.Bench.Ours;
using Tanuki.Bench.Peer;
using Tanuki.Core;

namespace Tanuki.Bench.Benchmarks;

/// <summary>A whole file written again with a few lines changed, which guesses from the prompt make faster.</summary>
internal sealed class EditLookupBenchmark(BenchOptions options) : IBenchmark
{
    private const int MostTokens = 2500;
    private const int DefaultRounds = 6;
    private const int FewestLines = 140;

    public async Task<BenchmarkReport> RunAsync(CancellationToken cancellationToken)
    {
        var modelFile = PeerModel.FirstFile(options);
        var rounds = options.Rounds ?? DefaultRounds;
        await using var ours = await OwnEngine.OpenAsync(options.Model, cancellationToken);
        var files = await WholeAsync(ours, 2 + rounds, cancellationToken);
        var (settings, tried) = await new PeerSweep(options, modelFile).RunAsync(
            PeerVariations.Start(slots: 1, contextTokens: 8192),
            [PeerVariations.Speculation, PeerVariations.SpeculationMatches, PeerVariations.SpeculationLengths, PeerVariations.FlashAttention, PeerVariations.PromptCache],
            async server => (await SpeedAsync(server, Work(files[0]), cancellationToken)).TokensPerSecond,
            cancellationToken);

        await using var peer = await LlamaServer.StartAsync(options, modelFile, settings, cancellationToken);
        var measured = new List<(double Guessing, double Plain, double Peer)>();
        var (identical, wanted, theirs) = (0, 0, 0);
        for (var number = 0; number <= rounds; number++)
        {
            var work = Work(files[1 + number]);
            var (guessing, text) = await SpeedAsync(ours, work, cancellationToken);
            var (plain, plainText) = await SpeedAsync(ours, work with { Plain = true }, cancellationToken);
            var (speed, theirText) = await SpeedAsync(peer, work, cancellationToken);
            await Console.Error.WriteLineAsync(FormattableString.Invariant(
                $"round {number} of {rounds}: ours {guessing:0.0}, plain {plain:0.0}, peer {speed:0.0} tokens/s; same text {text == plainText}"));
            // The first warms up.
            if (number == 0)
                continue;
            measured.Add((guessing, plain, speed));
            identical += text == plainText ? 1 : 0;
            var file = EditPrompts.Edit(files[1 + number]).Wanted;
            wanted += Code(text) == file ? 1 : 0;
            theirs += Code(theirText) == file ? 1 : 0;
        }
        return new BenchmarkReport(
            options.Name, "llama-server", settings.ToString(), rounds,
            [
                Metric.HigherIsBetter("guesses against none", "tokens/s", goal: 1.5, [.. measured.Select(m => (m.Guessing, m.Plain))]),
                Metric.HigherIsBetter("identical answers", "of all", goal: 1.0, [((double)identical / rounds, 1)]),
                Metric.HigherIsBetter("against the peer's guesses", "tokens/s", goal: 1.0, [.. measured.Select(m => (m.Guessing, m.Peer))]),
            ],
            tried,
            [
                "A file of 151 lines with a name on five of them, written again with another name, at temperature 0, its prompt read before; until the text ends.",
                $"The file came out as wanted {wanted} of {rounds} times here and {theirs} times there.",
            ]);
    }

    /// <summary>Numbers of files that the model writes to their end.</summary>
    private static async Task<IReadOnlyList<int>> WholeAsync(OwnEngine ours, int count, CancellationToken cancellationToken)
    {
        var whole = new List<int>();
        for (var number = 1; whole.Count < count; number++)
        {
            var lines = Code((await ours.GenerateAsync(Work(number), cancellationToken)).Text).Count(character => character == '\n');
            if (lines >= FewestLines)
                whole.Add(number);
            await Console.Error.WriteLineAsync($"file {number}: {lines} lines");
        }
        return whole;
    }

    private static RawWork Work(int number) =>
        new(EditPrompts.Edit(number).Prompt, Samples: 1, MostTokens, Seed: number + 1) { Temperature = 0, Ends = true };

    private static string Code(string text) => text.Split("```")[0];

    private static async Task<(double TokensPerSecond, string Text)> SpeedAsync(IGenerator side, RawWork work, CancellationToken cancellationToken)
    {
        await side.GenerateAsync(work with { Tokens = 1 }, cancellationToken);
        var (result, effort) = await Alternation.TimeAsync(side, work, cancellationToken);
        return result.Generated < MostTokens
            ? (result.Generated / effort.Seconds, result.Text)
            : throw new TanukiException($"The model wrote {MostTokens} tokens and did not come to an end.", "Choose another model.");
    }
}
