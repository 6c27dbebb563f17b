using System.Diagnostics;
using Tanuki.Core;

namespace Tanuki.Bench.Measuring;

/// <summary>
/// Gives both sides the same work, one after the other, the first of one round being the second of the next, so that
/// whatever drifts on the machine meets both.
/// </summary>
internal static class Alternation
{
    /// <param name="rounds">Each side sees each work once.</param>
    /// <param name="prepare">What a side does before its work is timed; null for nothing.</param>
    /// <returns>What it took both sides, by round.</returns>
    public static async Task<IReadOnlyList<(Effort Ours, Effort Peer)>> RunAsync(
        IGenerator ours, IGenerator peer, IReadOnlyList<RawWork> rounds, Func<IGenerator, RawWork, Task>? prepare, CancellationToken cancellationToken)
    {
        var efforts = new List<(Effort Ours, Effort Peer)>();
        foreach (var work in rounds)
        {
            var oursFirst = efforts.Count % 2 == 0;
            var first = await PreparedAsync(oursFirst ? ours : peer, work);
            var second = await PreparedAsync(oursFirst ? peer : ours, work);
            if (first.Result.PromptTokens != second.Result.PromptTokens || first.Result.Generated != second.Result.Generated || first.Result.Generated != work.Samples * work.Tokens)
                throw new TanukiException($"The sides did different work: {first.Result} and {second.Result} for {work.Samples} times {work.Tokens} tokens.");
            efforts.Add(oursFirst ? (first.Effort, second.Effort) : (second.Effort, first.Effort));
            await Console.Error.WriteLineAsync(
                FormattableString.Invariant($"round {efforts.Count} of {rounds.Count}: ours {efforts[^1].Ours}, peer {efforts[^1].Peer}"));
        }
        return efforts;

        async Task<(RawResult Result, Effort Effort)> PreparedAsync(IGenerator side, RawWork work)
        {
            await (prepare?.Invoke(side, work) ?? Task.CompletedTask);
            return await TimeAsync(side, work, cancellationToken);
        }
    }

    public static async Task<(RawResult Result, Effort Effort)> TimeAsync(IGenerator side, RawWork work, CancellationToken cancellationToken)
    {
        var (started, processor) = (Stopwatch.GetTimestamp(), ProcessorTime.Of(side.ProcessId));
        var result = await side.GenerateAsync(work, cancellationToken);
        return (result, new Effort(Stopwatch.GetElapsedTime(started).TotalSeconds, ProcessorTime.Of(side.ProcessId) - processor));
    }
}

/// <param name="Processor">Seconds of processor time of the process that worked; hundredths are the finest it knows.</param>
internal sealed record Effort(double Seconds, double Processor)
{
    public override string ToString() => FormattableString.Invariant($"{Seconds:0.000} s ({Processor:0.00} s of processor time)");
}
