using System.Diagnostics;
using System.Text;
using Tanuki.Bench.Measuring;
using Tanuki.Bench.Sandboxes;
using Tanuki.Core;
using Tanuki.Sandbox;

namespace Tanuki.Bench.Benchmarks;

/// <summary>
/// What a driver adds to the bare thing under it when it is warm, how steady it is, and how many short programs it runs per
/// second.
/// </summary>
internal sealed class SandboxBenchmark(BenchOptions options, SandboxPreference driver) : IBenchmark
{
    private const double MostFactor = 1.3;
    private const double MostSpread = 2;

    /// <summary>A container takes some 400 ms to be ready again.</summary>
    private static readonly TimeSpan Refill = TimeSpan.FromSeconds(1.5);

    private static readonly SandboxJob Python = Job("python", "main.py", "print('hello')");
    private static readonly SandboxJob Bash = Job("bash", "main.sh", "echo hello");

    private bool Contained => driver == SandboxPreference.Docker;

    private int Rounds => options.Rounds ?? (Contained ? 30 : 200);

    private double LeastPerSecond => Contained ? 3 : 20;

    public async Task<BenchmarkReport> RunAsync(CancellationToken cancellationToken)
    {
        await using var sandbox = await SandboxFactory.OpenAsync(driver, cancellationToken);
        var python = await CompareAsync(sandbox, Python, cancellationToken);
        var bash = await CompareAsync(sandbox, Bash, cancellationToken);
        var perSecond = await ThroughputAsync(sandbox, cancellationToken);
        var ours = python.Select(round => round.Ours).ToList();
        var spread = Spread.Of(ours);
        return new BenchmarkReport(
            options.Name, Contained ? "one exec in a warm container; the limits" : "bwrap alone with the same mounts; the limits", "", Rounds,
            [
                Metric.LowerIsBetter("hello-world, Python", "ms", 1 / MostFactor, python),
                Metric.LowerIsBetter("hello-world, Bash", "ms", null, bash),
                Metric.LowerIsBetter("90th percentile, Python", "ms", 1, [(Spread.Quantile(ours, 0.9), MostSpread * spread.Median)]),
                Metric.HigherIsBetter("Python programs", "per second", 1, [(perSecond, LeastPerSecond)]),
            ],
            [],
            [
                "hello-world: from the call to the verdict; ours may take 1.3 times as long as the bare thing.",
                "90th percentile: the peer's figure is twice our median; Python programs: the peer's figure is the goal.",
                .. sandbox.Description.NotEnforced.Select(limit => $"not enforced: {limit}"),
            ]);
    }

    private async Task<IReadOnlyList<(double Ours, double Peer)>> CompareAsync(ISandbox sandbox, SandboxJob job, CancellationToken cancellationToken)
    {
        await using var floor = await OpenFloorAsync(job, cancellationToken);
        var rounds = new List<(double Ours, double Peer)>();
        var warming = Contained ? 3 : 20;
        for (var round = -warming; round < Rounds; round++)
        {
            var oursFirst = round % 2 == 0;
            var first = oursFirst ? await OursAsync() : await FloorAsync();
            var second = oursFirst ? await FloorAsync() : await OursAsync();
            if (round >= 0)
                rounds.Add(oursFirst ? (first, second) : (second, first));
        }

        await Console.Error.WriteLineAsync(FormattableString.Invariant(
            $"{job.Language}: ours {Spread.Of(rounds.Select(round => round.Ours)).Median:0.0} ms, bare {Spread.Of(rounds.Select(round => round.Peer)).Median:0.0} ms"));
        return rounds;

        Task<double> OursAsync() => TimeAsync(async () => (await sandbox.RunAsync(job, cancellationToken)).Stdout, cancellationToken);
        Task<double> FloorAsync() => TimeAsync(() => floor.RunAsync(cancellationToken), cancellationToken);
    }

    private async Task<double> TimeAsync(Func<Task<string>> run, CancellationToken cancellationToken)
    {
        if (Contained)
            await Task.Delay(Refill, TimeProvider.System, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        var output = await run();
        var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return output == "hello\n" ? elapsed : throw new TanukiException($"A program printed \"{output}\" in place of \"hello\".");
    }

    private async Task<double> ThroughputAsync(ISandbox sandbox, CancellationToken cancellationToken)
    {
        var count = Contained ? 40 : 400;
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = 2 * Environment.ProcessorCount, CancellationToken = cancellationToken },
            async (_, token) =>
            {
                if ((await sandbox.RunAsync(Python, token)).Outcome != SandboxOutcome.Ok)
                    throw new TanukiException("A program did not end well.");
            });
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private async Task<IBareFloor> OpenFloorAsync(SandboxJob job, CancellationToken cancellationToken) => Contained
        ? await DockerFloor.OpenAsync(job, cancellationToken)
        : await BubblewrapFloor.OpenAsync(job, cancellationToken);

    private static SandboxJob Job(string language, string name, string source) => new()
    {
        Language = language,
        Files = [new SandboxFile(name, Encoding.UTF8.GetBytes(source))],
    };
}
