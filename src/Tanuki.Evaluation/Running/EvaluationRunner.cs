using System.Collections.Concurrent;
using Tanuki.Agents.Checking;
using Tanuki.Core;
using Tanuki.Core.Runs;
using Tanuki.Core.Tasks;
using Tanuki.Evaluation.Reports;
using Tanuki.Evaluation.Suites;
using Tanuki.Models.Backbones;

namespace Tanuki.Evaluation.Running;

/// <summary>Works on one task and returns all events of the run, the last of them <see cref="RunFinished"/>.</summary>
internal delegate Task<IReadOnlyList<RunEvent>> SolveTask(string id, CodingTask task, RunSettings settings, CancellationToken cancellationToken);

/// <summary>Evaluates several tasks at once, each result written to the journal as it comes.</summary>
internal sealed class EvaluationRunner(SolveTask solve, ICandidateChecker checker, SemaphoreSlim slots, TimeProvider time)
{
    /// <returns>The results in the order of <paramref name="tasks"/>.</returns>
    public async Task<IReadOnlyList<TaskResult>> RunAsync(
        IReadOnlyList<EvaluationTask> tasks,
        EvaluationOptions options,
        string model,
        EvaluationJournal journal,
        IProgress<EvaluationProgress>? progress,
        CancellationToken cancellationToken)
    {
        var results = new ConcurrentDictionary<string, TaskResult>(StringComparer.Ordinal);
        foreach (var task in tasks)
        {
            if (journal.Find(task.Id) is { } known)
                results[task.Id] = known;
        }

        var (before, started, earlier) = (journal.ElapsedSeconds, time.GetTimestamp(), results.Count);
        Report(null);
        await Parallel.ForEachAsync(
            tasks.Where(task => !results.ContainsKey(task.Id)).ToArray(),
            new ParallelOptions { MaxDegreeOfParallelism = options.Jobs, CancellationToken = cancellationToken },
            async (task, cancelled) =>
            {
                var result = await EvaluateAsync(task, options, model, cancelled);
                journal.Append(result, before + time.GetElapsedTime(started).TotalSeconds);
                results[task.Id] = result;
                Report(task.Id);
            });
        return [.. tasks.Select(task => results[task.Id])];

        void Report(string? id) => progress?.Report(new EvaluationProgress(
            results.Count,
            tasks.Count,
            earlier,
            results.Values.Count(result => result.Raw is { Right: true }),
            results.Values.Count(result => result.Selected is { Right: true }),
            id));
    }

    private async Task<TaskResult> EvaluateAsync(EvaluationTask task, EvaluationOptions options, string model, CancellationToken cancellationToken)
    {
        var hidden = new HiddenTests(task, checker, slots);

        // The second run finds its prompt in the prefix cache, so the one whose cost is claimed goes first.
        var selected = options.Raw ? null : await RunAsync(task, options.SettingsFor(task, raw: false, model), hidden, cancellationToken);
        var raw = await RunAsync(task, options.SettingsFor(task, raw: true, model), hidden, cancellationToken);
        return new TaskResult(task.Id, selected, raw);
    }

    private async Task<RunResult> RunAsync(EvaluationTask task, RunSettings settings, HiddenTests hidden, CancellationToken cancellationToken)
    {
        try
        {
            var events = await solve(task.Id, task.Task, settings, cancellationToken);
            return await RunRecorder.RecordAsync(events, hidden, cancellationToken);
        }
        catch (TanukiException refused) when (refused is ContextOverflowException or UsageException)
        {
            return RunRecorder.Refused(refused.Message);
        }
    }
}
