using System.Text;
using Tanuki.Agents.Analysis.Examples;
using Tanuki.Core.Tasks;
using Tanuki.Sandbox;

namespace Tanuki.Agents.Jobs.Optimizing;

/// <summary>
/// Processor time of programs on the same calls, as the sandbox counts it. Programs are executed in turns, each in a process of
/// its own; what starting one takes is measured and taken off.
/// </summary>
internal sealed class PairedTiming(ISandbox sandbox, string language)
{
    /// <summary>Less than this cannot be told from noise.</summary>
    private const double LeastMilliseconds = 150;

    private const int Rounds = 5;
    private const int Won = 4;

    /// <summary>What counts as faster, lest the noise of a machine is sold.</summary>
    private const double LeastRatio = 1.2;

    /// <summary>Milliseconds of processor time; null when the program fails or takes too long.</summary>
    public async Task<double?> MeasureAsync(string code, IReadOnlyList<Call> calls, int times, CancellationToken cancellationToken)
    {
        var verdict = await sandbox.RunAsync(
            new SandboxJob { Language = language, Files = Files(code, calls, times),
                Limits = new SandboxLimits { Time = TimeSpan.FromSeconds(6), OutputBytes = 64 * 1024 * 1024 } },
            cancellationToken);
        return verdict.Outcome == SandboxOutcome.Ok ? verdict.CpuMs > 0 ? verdict.CpuMs : verdict.WallMs : null;
    }

    /// <summary>How often the calls have to be made for a time that can be compared; null when the program fails on them.</summary>
    public async Task<int?> RepetitionsAsync(string code, IReadOnlyList<Call> calls, CancellationToken cancellationToken)
    {
        var start = await MeasureAsync(code, [], 0, cancellationToken);
        for (var times = 1; times <= 10_000; times *= 10)
        {
            if (await MeasureAsync(code, calls, times, cancellationToken) is not { } spent || start is null)
                return null;
            if (spent - start >= LeastMilliseconds)
                return times;
        }

        return null;
    }

    /// <returns>The median of the old time over the new one; null unless nearly every round is faster, and by enough.</returns>
    public async Task<double?> RatioAsync(string old, string replacement, IReadOnlyList<Call> calls, int times, CancellationToken cancellationToken)
    {
        var ratios = new List<double>();
        double? oldStart = await MeasureAsync(old, [], 0, cancellationToken), newStart = await MeasureAsync(replacement, [], 0, cancellationToken);
        for (var round = 0; round < Rounds; round++)
        {
            // Taking turns at being first, so that a machine that gets slower is nobody's advantage.
            string[] order = round % 2 == 0 ? [old, replacement] : [replacement, old];
            var first = await MeasureAsync(order[0], calls, times, cancellationToken);
            var second = await MeasureAsync(order[1], calls, times, cancellationToken);
            var (before, after) = round % 2 == 0 ? (first, second) : (second, first);
            if (before - oldStart is not { } slow || after - newStart is not { } fast)
                return null;
            ratios.Add(Math.Max(slow, 1) / Math.Max(fast, 1));
        }

        var median = ratios.Order().ElementAt(Rounds / 2);
        return ratios.Count(ratio => ratio > 1) >= Won && median >= LeastRatio ? Math.Round(median, 2) : null;
    }

    private SandboxFile[] Files(string code, IReadOnlyList<Call> calls, int times)
    {
        if (language == LanguageNames.Python)
        {
            var loop = string.Concat(calls.Select(call => $"    program.{call.Write(language)}\n"));
            return [new("main.py", Bytes($"import program\nfor _ in range({times}):\n{(loop.Length > 0 ? loop : "    pass\n")}")),
                new("program.py", Bytes(code))];
        }

        var body = string.Concat(calls.Select(call => $"  {call.Write(language)};\n"));
        return [new("main.js", Bytes($"{code}\n;for (let tanuki_turn = 0; tanuki_turn < {times}; tanuki_turn++) {{\n{body}}}\n"))];
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
