using System.Diagnostics;
using Tanuki.Bench.Measuring;
using Tanuki.Bench.Ours;
using Tanuki.Bench.Peer;

namespace Tanuki.Bench.Benchmarks;

/// <summary>What a run of the specialists asks of a model: a coder's ten candidates, a tester's three, ten judged by a reviewer, each with an adapter of its own.</summary>
internal sealed class AgentsMixBenchmark(BenchOptions options) : IBenchmark
{
    private const int InFlight = 8;
    private const int Candidates = 10;
    private const int Tests = 3;
    private const int Tokens = 80;
    private const int Coder = 0, Tester = 1, Reviewer = 2;
    private const int DefaultRounds = 3;
    private const int TasksPerRound = 12;

    public async Task<BenchmarkReport> RunAsync(CancellationToken cancellationToken)
    {
        var adapters = RandomAdapters.WriteAll(Path.Combine(options.ResultFolder, "adapters"), count: 3);
        var modelFile = PeerModel.FirstFile(options);
        var (settings, tried) = await new PeerSweep(options, modelFile).RunAsync(
            PeerVariations.Start(slots: 2 * Candidates, contextTokens: 16384) with { Adapters = adapters },
            [Slots, PeerVariations.FlashAttention, PeerVariations.PromptCache, PeerVariations.CheaperSampling],
            server => TasksPerSecondAsync(server, 100_000, InFlight / 2, cancellationToken),
            cancellationToken);

        await using var peer = await LlamaServer.StartAsync(options, modelFile, settings with { Adapters = adapters }, cancellationToken);
        await using var ours = await OwnEngine.OpenAsync(options.Model, adapterMebibytes: 512, adapters, cancellationToken);
        foreach (var side in new IGenerator[] { ours, peer })
            await TasksPerSecondAsync(side, 200_000, 1, cancellationToken);
        var rounds = options.Rounds ?? DefaultRounds;
        var measured = new List<(double Ours, double Peer)>();
        for (var round = 0; round < rounds; round++)
        {
            var first = await TasksPerSecondAsync(round % 2 == 0 ? ours : peer, round * TasksPerRound, TasksPerRound, cancellationToken);
            var second = await TasksPerSecondAsync(round % 2 == 0 ? peer : ours, round * TasksPerRound, TasksPerRound, cancellationToken);
            measured.Add(round % 2 == 0 ? (first, second) : (second, first));
            await Console.Error.WriteLineAsync(FormattableString.Invariant($"round {round + 1} of {rounds}: ours {measured[^1].Ours:0.0000}, peer {measured[^1].Peer:0.0000} tasks/s"));
        }
        return new BenchmarkReport(
            options.Name, "llama-server", settings.ToString(), rounds,
            [Metric.HigherIsBetter("tasks", "tasks/s", goal: 1.3, measured)],
            tried,
            [
                $"{TasksPerRound} tasks in each round, {InFlight} in flight: {Candidates} candidates of exactly {Tokens} tokens from a prompt of about 300, then {Tests} times as many tokens of tests, then the log-odds of each candidate; "
                    + "a judgement's prompt has the task and the candidate, and those of a task are asked at once.",
                "Three adapters of rank 16 on all matrices but the keys', all resident on both sides.",
            ]);
    }

    /// <summary>Whole groups of candidates, up to all that can be in flight.</summary>
    private static IEnumerable<PeerSettings> Slots(PeerSettings basis) => new[] { 4, InFlight }.Select(groups =>
        basis.With("--parallel", (groups * Candidates).ToString(System.Globalization.CultureInfo.InvariantCulture)));

    private static async Task<double> TasksPerSecondAsync(IGenerator side, int firstTask, int count, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            Enumerable.Range(firstTask, count), new ParallelOptions { MaxDegreeOfParallelism = InFlight, CancellationToken = cancellationToken },
            async (number, cancelled) => await SolveAsync(side, number, cancelled));
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task SolveAsync(IGenerator side, int number, CancellationToken cancellationToken)
    {
        var head = Prompts.Head(number);
        var candidates = await side.GenerateAsync(
            new RawWork(Prompts.Completion(number), Candidates, Tokens, Seed: 1000 * number + 1, Coder), cancellationToken);
        var tests = ChatMarkup.Render(
            [("system", "You are a careful tester. Answer with assertions and nothing else."), ("user", $"Write assertions for this python function:\n```python\n{head}```")],
            "```python\nassert ");
        await side.GenerateAsync(new RawWork(tests, Tests, Tokens, Seed: 1000 * number + 501, Tester), cancellationToken);
        await Task.WhenAll(candidates.Texts.Select(code => side.LogProbabilityAsync(
            ChatMarkup.Render(
                [("system", "You are a careful reviewer. Answer with yes or no."), ("user", $"Is this python function correct?\n```python\n{head}{code}\n```")],
                prefill: ""),
            "yes", Reviewer, cancellationToken)));
    }
}
