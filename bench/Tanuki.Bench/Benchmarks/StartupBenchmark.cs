using System.Diagnostics;
using Tanuki.Bench.Measuring;
using Tanuki.Bench.Ours;
using Tanuki.Core;

namespace Tanuki.Bench.Benchmarks;

/// <summary>
/// What it costs before anything is decoded: <c>./tanuki --version</c> against a bare .NET program, and what a warm
/// <c>./tanuki run</c> adds to that before the engine begins on its prompt.
/// </summary>
internal sealed class StartupBenchmark(BenchOptions options) : IBenchmark
{
    private const int DefaultRounds = 20;
    private const double MostVersionFactor = 1.5;
    private const double MostOverheadMilliseconds = 300;

    /// <summary>The resolution of what is seen of the engine; each look takes it about 0.2 ms.</summary>
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(2);

    private string Tanuki => Path.Combine(options.Root, "tanuki");

    public async Task<BenchmarkReport> RunAsync(CancellationToken cancellationToken)
    {
        var rounds = options.Rounds ?? DefaultRounds;
        await using var engine = await OwnEngine.OpenAsync(options.Model, cancellationToken);
        var (version, overhead) = (new List<(double, double)>(), new List<(double, double)>());
        var first = new List<double>();
        for (var round = -1; round < rounds; round++)
        {
            var before = await HelloAsync(cancellationToken);
            var ours = await VersionAsync(cancellationToken);
            var (begun, sampled) = await RunToFirstTokenAsync(engine, round, cancellationToken);
            var after = await HelloAsync(cancellationToken);
            if (round < 0)
                continue;
            var hello = (before + after) / 2;
            version.Add((ours, hello));
            overhead.Add((begun - hello, MostOverheadMilliseconds));
            first.Add(sampled);
            await Console.Error.WriteLineAsync(FormattableString.Invariant(
                $"round {round + 1} of {rounds}: hello {hello:0} ms, --version {ours:0} ms, run: prompt begun after {begun:0} ms, first token after {sampled:0} ms"));
        }
        return new BenchmarkReport(
            options.Name, "dotnet hello.dll; the limit", "", rounds,
            [
                Metric.LowerIsBetter("--version", "ms", 1 / MostVersionFactor, version),
                Metric.LowerIsBetter("run before its prompt", "ms", 1, overhead),
            ],
            [],
            [
                "--version: the peer is a bare `dotnet hello.dll`; ours may take 1.5 times as long.",
                "run before its prompt: from starting `./tanuki run` with the engine running and the model loaded until the engine begins on the prompt, less a bare `dotnet hello.dll`; the peer's figure is the limit.",
                FormattableString.Invariant($"run to its first token, process start and prefill included: median {Spread.Of(first).Median:0} ms."),
            ]);
    }

    private Task<double> HelloAsync(CancellationToken cancellationToken) => TimeAsync(
        Environment.ProcessPath!, [Path.Combine(options.Root, "artifacts", "bin", "Hello", "release", "hello.dll")], cancellationToken);

    private Task<double> VersionAsync(CancellationToken cancellationToken) => TimeAsync(Tanuki, ["--version"], cancellationToken);

    private static async Task<double> TimeAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Start(program, arguments);
        await process.WaitForExitAsync(cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return process.ExitCode == 0 ? elapsed : throw new TanukiException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }

    /// <returns>Milliseconds until the engine begins on the prompt, and until its first token is sampled.</returns>
    private async Task<(double Begun, double Sampled)> RunToFirstTokenAsync(OwnEngine engine, int round, CancellationToken cancellationToken)
    {
        string[] arguments = ["run", $"Write a Python function add_{round + 2}(a, b) that returns a + b + {round}.", "--model", options.Model, "--candidates", "10"];
        var started = Stopwatch.GetTimestamp();
        using var process = Start(Tanuki, arguments);
        double? begun = null, sampled = null;
        // A prompt that is being read counts as one sequence, and its samples appear with the first token of each.
        while (sampled is null && !process.HasExited)
        {
            var sequences = (await engine.DescribeAsync(cancellationToken)).ActiveSequences;
            var now = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            begun ??= sequences > 0 ? now : null;
            sampled ??= sequences > 1 ? now : null;
            await Task.Delay(LookInterval, TimeProvider.System, cancellationToken);
        }
        await process.WaitForExitAsync(cancellationToken);
        return sampled is { } time ? (begun!.Value, time) : throw new TanukiException("A run ended before its first token was seen.");
    }

    private static Process Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false };
        foreach (var argument in (string[])["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1 </dev/null", program, .. arguments])
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
