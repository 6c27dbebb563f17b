using System.Collections.Concurrent;
using Tanuki.Agents.Orchestration;
using Tanuki.Agents.Specialists;
using Tanuki.Core;
using Tanuki.Core.Evidence;
using Tanuki.Core.Receipts;
using Tanuki.Evaluation.Reports;
using Tanuki.Evaluation.Running;
using Tanuki.Evaluation.Suites;
using Tanuki.Models.Backbones;

namespace Tanuki.Evaluation.Specialists;

/// <summary>
/// What <c>tanuki eval --suite reviewer</c> and its like do: a specialist's own measure on MBPP's published solutions, paired with the bare
/// backbone asked once.
/// </summary>
public static class SpecialistEvaluation
{
    /// <summary>Named after the specialist that they measure.</summary>
    public static IReadOnlyList<string> Suites { get; } =
        ["reviewer", "tester", "debugger", "documenter", "optimizer", "architect", "planner-critic"];

    /// <summary>Goes on where an earlier call with the same settings was cut off, and writes the report.</summary>
    /// <exception cref="UsageException">An option is out of range, or no task is left to run.</exception>
    /// <exception cref="TanukiException">The data, the journal, the model or the sandbox is at fault; results so far are kept.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the same call goes on.</exception>
    public static async Task<EvaluationOutcome> RunAsync(
        EvaluationOptions options, AgentParts parts, SpecialistLibrary library, IProgress<EvaluationProgress>? progress,
            CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(library);
        options.Validate();
        var tasks = SuiteReader.Read(options.Suite).ToArray();
        if (tasks.Length == 0)
            throw EvaluationCommand.NoTasks(options);
        var trial = TrialOf(options.Suite.Suite);
        var judge = new TaskJudge(parts.Checker, parts.CheckSlots, options.Seed);
        var cases = await PrepareAsync(tasks, trial, judge, options.Jobs, cancellationToken);
        if (cases.Count == 0)
            throw new UsageException($"None of these tasks can be used to measure the {options.Suite.Suite}.", "Take more tasks with --tasks.");

        var header = await HeaderAsync(options, parts, library, cancellationToken);
        var outcome = await EvaluationCommand.RecordAsync(options, header, journal => new EvaluationLoop(journal, parts.Time).RunAsync(
            cases,
            item => item.Task.Id,
            async (item, cancelled) => new TaskResult(
                item.Task.Id,
                options.Raw ? null : await OneAsync(item, trial.SelectedAsync, cancelled),
                await OneAsync(item, trial.RawAsync, cancelled)),
            options.Jobs,
            progress,
            cancellationToken));
        return outcome with { LeftOut = [.. tasks.Select(task => task.Id).Except(cases.Select(item => item.Task.Id), StringComparer.Ordinal)] };

        async Task<RunResult> OneAsync(
            SpecialistCase item, Func<SpecialistCase, SpecialistBench, CancellationToken, Task<SpecialistOutcome>> run, CancellationToken cancelled)
        {
            var bench = new SpecialistBench(parts, library, judge, options);
            var started = parts.Time.GetTimestamp();
            try
            {
                return Describe(await run(item, bench, cancelled), bench, options, item, parts.Time.GetElapsedTime(started).TotalSeconds);
            }
            catch (TanukiException refused) when (refused is ContextOverflowException or UsageException)
            {
                return RunRecorder.Refused(refused.Message);
            }
        }
    }

    private static ISpecialistTrial TrialOf(string suite) => suite switch
    {
        "reviewer" => new ReviewerTrial(),
        "tester" => new TesterTrial(),
        "debugger" => new DebuggerTrial(),
        "documenter" => new DocumenterTrial(),
        "optimizer" => new OptimizerTrial(),
        "architect" => new PlanTrial(criticised: false),
        "planner-critic" => new PlanTrial(criticised: true),
        _ => throw new UsageException($"There is no suite '{suite}'.", $"Suites: {string.Join(", ", Suites)}."),
    };

    private static async Task<IReadOnlyList<SpecialistCase>> PrepareAsync(
        EvaluationTask[] tasks, ISpecialistTrial trial, TaskJudge judge, int jobs, CancellationToken cancellationToken)
    {
        var prepared = new ConcurrentDictionary<string, SpecialistCase>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(tasks, new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = cancellationToken },
            async (task, cancelled) =>
        {
            if (task.Reference is not null && await trial.PrepareAsync(task, judge, cancelled) is { } item)
                prepared[task.Id] = item;
        });
        return [.. tasks.Where(task => prepared.ContainsKey(task.Id)).Select(task => prepared[task.Id])];
    }

    /// <summary>Another text of the specialist, or another build of what measures it, gives other results.</summary>
    private static async Task<EvaluationHeader> HeaderAsync(EvaluationOptions options, AgentParts parts, SpecialistLibrary library,
        CancellationToken cancellationToken)
    {
        var header = await EvaluationCommand.HeaderAsync(options, parts, cancellationToken);
        var measure = typeof(SpecialistEvaluation).Assembly.ManifestModule.ModuleVersionId.ToString("n");
        return header with { Examples = options.Suite.Examples,
            Program = $"{library.Find(options.Suite.Suite)?.Sha256[..12]}-{measure}-{header.Program}" };
    }

    private static RunResult Describe(SpecialistOutcome outcome, SpecialistBench bench, EvaluationOptions options, SpecialistCase item,
        double seconds)
    {
        var candidate = new CandidateResult(
            "c1", options.Suite.Suite, TaskSeeds.For(options.Seed, item.Task.Id), bench.Tokens.Generated, outcome.Answer, null, null, [],
                outcome.Right);
        return new RunResult
        {
            Candidates = [candidate],
            Chosen = candidate.Id,
            Verdict = Verdict.Unverified,
            Confidence = new Confidence(0, "a specialist's own measure", null),
            Features = SelectionFeatures.None,
            Right = outcome.Right,
            Tokens = bench.Tokens,
            Seconds = new TimeUsage(seconds, bench.ModelSeconds, 0),
            Specialist = outcome.Score,
        };
    }
}
