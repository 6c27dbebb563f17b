using System.Collections.Concurrent;
using System.Diagnostics;
using Tanuki.Agents.Checking;
using Tanuki.Core.Runs;
using Tanuki.Core.Tasks;
using Tanuki.Evaluation.Running;
using Tanuki.Evaluation.Suites;

namespace Tanuki.Bench.Benchmarks;

/// <summary>From a task to the chosen program; null when there is none.</summary>
internal delegate Task<string?> Solve(CodingTask task, RunSettings settings, CancellationToken cancellationToken);

/// <param name="Right">Whether each answer passes the hidden tests, by task id.</param>
/// <param name="Seconds">Wall time of the whole, hidden tests excluded.</param>
internal sealed record SolvedTasks(IReadOnlyDictionary<string, bool> Right, double Seconds);

/// <summary>Solves tasks against the clock and judges the answers afterwards.</summary>
internal static class Solver
{
    public static RunSettings SettingsFor(EvaluationTask task, int seed) =>
        new() { Candidates = 10, RepairRounds = 0, Seed = TaskSeeds.For(seed, task.Id), BudgetSeconds = 600 };

    public static async Task<SolvedTasks> RunAsync(
        Solve solve, IReadOnlyList<EvaluationTask> tasks, int seed, int inFlight, ICandidateChecker judge, CancellationToken cancellationToken)
    {
        var answers = new ConcurrentDictionary<string, string?>(StringComparer.Ordinal);
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            tasks,
            new ParallelOptions { MaxDegreeOfParallelism = inFlight, CancellationToken = cancellationToken },
            async (task, cancelled) => answers[task.Id] = await solve(task.Task, SettingsFor(task, seed), cancelled));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;

        using var slots = new SemaphoreSlim(Environment.ProcessorCount);
        var right = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var task in tasks)
            right[task.Id] = (await new HiddenTests(task, judge, slots).JudgeAsync([answers[task.Id]], cancellationToken))[0].Right;
        return new SolvedTasks(right, seconds);
    }
}
