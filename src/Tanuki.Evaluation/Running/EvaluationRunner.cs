using Tanuki.Agents.Checking;
using Tanuki.Core;
using Tanuki.Core.Runs;
using Tanuki.Core.Tasks;
using Tanuki.Evaluation.Reports;
using Tanuki.Evaluation.Suites;
using Tanuki.Models.Backbones;
using Tanuki.Sandbox;

namespace Tanuki.Evaluation.Running;

/// <summary>Works on one task and returns all events of the run, the last of them <see cref="RunFinished"/>.</summary>
internal delegate Task<IReadOnlyList<RunEvent>> SolveTask(string id, CodingTask task, RunSettings settings, CancellationToken cancellationToken);

/// <summary>Evaluates tasks for functions and programs: every candidate is judged by the hidden tests.</summary>
/// <param name="sandbox">For tasks whose hidden tests are programs.</param>
internal sealed class EvaluationRunner(SolveTask solve, ICandidateChecker checker, SemaphoreSlim slots, TimeProvider time, ISandbox? sandbox = null)
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
        var loop = new EvaluationLoop(journal, time);
        return await loop.RunAsync(
            tasks, task => task.Id, (task, cancelled) => EvaluateAsync(task, options, model, cancelled), options.Jobs, progress, cancellationToken);
    }

    private async Task<TaskResult> EvaluateAsync(EvaluationTask task, EvaluationOptions options, string model, CancellationToken cancellationToken)
    {
        var hidden = new HiddenTests(task, checker, slots, sandbox);

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
