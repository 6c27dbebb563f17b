using Tanuki.Agents.Checking;
using Tanuki.Agents.Orchestration;
using Tanuki.Bench.Measuring;
using Tanuki.Bench.Peer;
using Tanuki.Core;
using Tanuki.Core.Runs;
using Tanuki.Evaluation.Running;
using Tanuki.Evaluation.Statistics;
using Tanuki.Evaluation.Suites;
using Tanuki.Models.Backbones;
using Tanuki.Sandbox;

namespace Tanuki.Bench.Benchmarks;

/// <summary>MBPP tasks from the text to the chosen program, one at a time and several in flight.</summary>
internal sealed class TimeToAnswerBenchmark(BenchOptions options) : IBenchmark
{
    private const int Samples = 10;
    private const int InFlight = 8;
    private const int SweepTasks = 8;
    private const int DefaultRounds = 2;

    public async Task<BenchmarkReport> RunAsync(CancellationToken cancellationToken)
    {
        var rounds = options.Rounds ?? DefaultRounds;
        var tasks = SuiteReader.Read(new SuiteOptions { Suite = SuiteReader.Mbpp, DataPath = options.Data!, Tasks = options.Tasks }).ToArray();
        if (tasks.Any(task => SuiteReader.IsForReporting(SuiteReader.Mbpp, task.Id)))
            throw new UsageException("The tasks 1 to 510 are kept for reports.", "Take them from 511-974.");
        // No task is seen twice, so that nobody's prompt cache knows it.
        if (tasks.Length < SweepTasks + options.Limit * (1 + rounds))
            throw new UsageException($"{tasks.Length} tasks are too few for {rounds} rounds of {options.Limit}.", "Lower --rounds or --limit.");
        var (sweepTasks, rest) = (tasks[^SweepTasks..], tasks[..^SweepTasks]);

        await using var sandbox = await SandboxFactory.OpenAsync(SandboxPreference.Auto, cancellationToken);
        var checker = CandidateCheckers.Create(sandbox, TimeProvider.System);
        await using var backbone = await BackboneFactory.OpenAsync(options.Model, status: null, cancellationToken);
        var modelFile = PeerModel.FirstFile(options);
        var parts = new AgentParts { Backbone = _ => Task.FromResult(backbone), Sandbox = sandbox, Checker = checker };

        var report = new BenchmarkReport(options.Name, "llama-server and a plain script", "", rounds, [], [],
            ["No task is seen twice. One example shown; right means that the hidden assertions pass. No repair round on either side."]);
        var right = new List<(bool Ours, bool Peer)>();
        if (options.Series is null or "one")
        {
            var one = await MeasureAsync(1, PeerVariations.Start(Samples, contextTokens: 8192), [PeerVariations.FlashAttention, PeerVariations.PromptCache], [rest[..options.Limit]]);
            report = With(report, "one at a time", one, Metric.LowerIsBetter("one at a time", "s/task", 1.3, one.SecondsPerTask), FormattableString.Invariant(
                $"{options.Limit} tasks, sides alternating by task; whole series: ours {one.SecondsPerTask.Sum(s => s.Ours):0.0} s, peer {one.SecondsPerTask.Sum(s => s.Peer):0.0} s, ratio {one.SecondsPerTask.Sum(s => s.Peer) / one.SecondsPerTask.Sum(s => s.Ours):0.00}"));
            right.AddRange(one.Right);
        }
        if (options.Series is null or "flight")
        {
            var many = await MeasureAsync(
                InFlight, PeerVariations.Start(2 * Samples, contextTokens: 16384), [Slots, PeerVariations.FlashAttention],
                [.. Enumerable.Range(1, rounds).Select(round => rest[(options.Limit * round)..(options.Limit * (round + 1))])]);
            report = With(
                report, $"{InFlight} in flight", many,
                Metric.HigherIsBetter($"{InFlight} in flight", "tasks/s", 1.5, [.. many.SecondsPerTask.Select(s => (1 / s.Ours, 1 / s.Peer))]),
                $"{rounds} times {options.Limit} tasks, sides alternating by round");
            right.AddRange(many.Right);
        }
        var all = PairedTable.Of(right);
        return report with
        {
            Metrics = [.. report.Metrics, Metric.HigherIsBetter("right answers", $"of {all.Count}", goal: null, [(all.Both + all.OnlyFirst, all.Both + all.OnlySecond)])],
            Notes = [.. report.Notes, $"All: {Accuracy(all)}."],
        };

        async Task<Series> MeasureAsync(
            int inFlight, PeerSettings start, IReadOnlyList<Func<PeerSettings, IEnumerable<PeerSettings>>> groups, EvaluationTask[][] blocks)
        {
            var (settings, tried) = await new PeerSweep(options, modelFile).RunAsync(start, groups, async server =>
            {
                using var anySlots = new SemaphoreSlim(Environment.ProcessorCount);
                var script = new PlainScript(server, checker, anySlots);
                await Solver.RunAsync(script.SolveAsync, sweepTasks[..1], options.Seed, 1, checker, cancellationToken);
                return sweepTasks.Length / (await Solver.RunAsync(script.SolveAsync, sweepTasks, options.Seed, inFlight, checker, cancellationToken)).Seconds;
            }, cancellationToken);

            await using var server = await LlamaServer.StartAsync(options, modelFile, settings, cancellationToken);
            var checks = await BestCheckSlotsAsync(server, inFlight, cancellationToken);
            using var slots = new SemaphoreSlim(checks);
            var peer = new PlainScript(server, checker, slots);
            foreach (var side in new Solve[] { OursAsync, peer.SolveAsync })
                await Solver.RunAsync(side, sweepTasks[..2], options.Seed, 1, checker, cancellationToken);

            var units = inFlight == 1 ? blocks.SelectMany(block => block.Chunk(1)).ToArray() : blocks;
            var seconds = new List<(double Ours, double Peer)>();
            var answers = new List<(bool Ours, bool Peer)>();
            foreach (var unit in units)
            {
                var oursFirst = seconds.Count % 2 == 0;
                var first = await Solver.RunAsync(oursFirst ? OursAsync : peer.SolveAsync, unit, options.Seed, inFlight, checker, cancellationToken);
                var second = await Solver.RunAsync(oursFirst ? peer.SolveAsync : OursAsync, unit, options.Seed, inFlight, checker, cancellationToken);
                var (mine, theirs) = oursFirst ? (first, second) : (second, first);
                seconds.Add((mine.Seconds / unit.Length, theirs.Seconds / unit.Length));
                answers.AddRange(unit.Select(task => (mine.Right[task.Id], theirs.Right[task.Id])));
                await Console.Error.WriteLineAsync(FormattableString.Invariant(
                    $"{inFlight} in flight, {seconds.Count} of {units.Length}: ours {mine.Seconds:0.00} s, peer {theirs.Seconds:0.00} s; {Accuracy(PairedTable.Of(answers))}"));
            }
            return new Series(FormattableString.Invariant($"{settings} (checks at once: {checks})"), tried, seconds, answers);
        }

        async Task<string?> OursAsync(Core.Tasks.CodingTask task, RunSettings settings, CancellationToken cancelled)
        {
            using var run = new MemoryRun("bench", new RunStarted(task, settings));
            var answer = await new CodingAgent(parts).WorkAsync(run, progress: null, cancelled);
            return RunState.From(run.Events).Candidates.Find(candidate => candidate.Id == answer.Receipt.Chosen)?.Code;
        }

        async Task<int> BestCheckSlotsAsync(LlamaServer server, int inFlight, CancellationToken cancelled)
        {
            var (best, least) = (0, double.MaxValue);
            foreach (var count in new[] { Environment.ProcessorCount, 2 * Environment.ProcessorCount, 1 })
            {
                using var slots = new SemaphoreSlim(count);
                var seconds = (await Solver.RunAsync(new PlainScript(server, checker, slots).SolveAsync, sweepTasks, options.Seed, inFlight, checker, cancelled)).Seconds;
                await Console.Error.WriteLineAsync(FormattableString.Invariant($"sweep: {count} checks at once: {seconds:0.00} s"));
                if (seconds < least)
                    (best, least) = (count, seconds);
            }
            return best;
        }
    }

    private static IEnumerable<PeerSettings> Slots(PeerSettings basis) =>
    [
        basis.With("--parallel", "10").With("--ctx-size", "8192"),
        basis.With("--parallel", "40").With("--ctx-size", "32768"),
        basis.With("--parallel", "80").With("--ctx-size", "65536"),
    ];

    private static BenchmarkReport With(BenchmarkReport report, string name, Series series, Metric metric, string how) => report with
    {
        PeerFlags = $"{report.PeerFlags}{(report.PeerFlags.Length > 0 ? "; " : "")}{name}: {series.Settings}",
        Metrics = [.. report.Metrics, metric],
        Sweep = [.. report.Sweep, .. series.Tried],
        Notes = [.. report.Notes, $"{name}: {how}; {Accuracy(PairedTable.Of(series.Right))}."],
    };

    /// <summary>Right answers of both sides on the same tasks.</summary>
    private static string Accuracy(PairedTable right)
    {
        var range = right.Newcombe();
        return FormattableString.Invariant(
            $"right {right.Both + right.OnlyFirst} and {right.Both + right.OnlySecond} of {right.Count}; only ours {right.OnlyFirst}, only the peer's {right.OnlySecond}, McNemar p = {McNemar.ExactP(right.OnlyFirst, right.OnlySecond):0.00}, difference [{100 * range.Low:+0.0;-0.0}, {100 * range.High:+0.0;-0.0}] points");
    }

    private sealed record Series(
        string Settings, IReadOnlyList<SweepResult> Tried, IReadOnlyList<(double Ours, double Peer)> SecondsPerTask, IReadOnlyList<(bool Ours, bool Peer)> Right);
}
