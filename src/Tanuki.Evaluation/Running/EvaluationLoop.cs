using System.Collections.Concurrent;
using Tanuki.Evaluation.Reports;

namespace Tanuki.Evaluation.Running;

/// <summary>Evaluates several tasks at once, each result written to the journal as it comes; what the journal knows is not done again.</summary>
internal sealed class EvaluationLoop(EvaluationJournal journal, TimeProvider time)
{
    /// <returns>The results in the order of <paramref name="tasks"/>.</returns>
    public async Task<IReadOnlyList<TaskResult>> RunAsync<T>(
        IReadOnlyList<T> tasks,
        Func<T, string> idOf,
        Func<T, CancellationToken, Task<TaskResult>> evaluate,
        int jobs,
        IProgress<EvaluationProgress>? progress,
        CancellationToken cancellationToken)
    {
        var results = new ConcurrentDictionary<string, TaskResult>(StringComparer.Ordinal);
        foreach (var id in tasks.Select(idOf))
        {
            if (journal.Find(id) is { } known)
                results[id] = known;
        }

        var (before, started, earlier) = (journal.ElapsedSeconds, time.GetTimestamp(), results.Count);
        Report(null);
        await Parallel.ForEachAsync(
            tasks.Where(task => !results.ContainsKey(idOf(task))).ToArray(),
            new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = cancellationToken },
            async (task, cancelled) =>
            {
                var result = await evaluate(task, cancelled);
                journal.Append(result, before + time.GetElapsedTime(started).TotalSeconds);
                results[result.Id] = result;
                Report(result.Id);
            });
        return [.. tasks.Select(task => results[idOf(task)])];

        void Report(string? id) => progress?.Report(new EvaluationProgress(
            results.Count,
            tasks.Count,
            earlier,
            results.Values.Count(result => result.Raw is { Right: true }),
            results.Values.Count(result => result.Selected is { Right: true }),
            id));
    }
}
