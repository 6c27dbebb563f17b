using Tanuki.Agents.Orchestration;
using Tanuki.Agents.Orchestration.Repositories;
using Tanuki.Core;
using Tanuki.Evaluation.Reports;
using Tanuki.Evaluation.Repositories.Cases;
using Tanuki.Evaluation.Repositories.Scoring;
using Tanuki.Evaluation.Repositories.Solving;
using Tanuki.Evaluation.Running;

namespace Tanuki.Evaluation.Repositories;

/// <summary>What <c>tanuki eval --suite repo</c> does.</summary>
public static class RepositoryEvaluation
{
    /// <summary>
    /// Has every case repaired, going on where an earlier call with the same settings was cut off, and writes the report. Raw is the
    /// backbone asked once.
    /// </summary>
    /// <exception cref="UsageException">An option is out of range, there are no cases, or the sandbox has no sessions.</exception>
    /// <exception cref="TanukiException">The data, the journal, the model or the sandbox is at fault; results so far are kept.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the same call goes on.</exception>
    public static async Task<EvaluationOutcome> RunAsync(
        EvaluationOptions options, AgentParts parts, IProgress<EvaluationProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(parts);
        return await RunAsync(options, parts, options.Raw ? null : new OrchestratedSolver(parts, options), progress, cancellationToken);
    }

    /// <param name="selected">The solver that is measured; null for the baseline alone.</param>
    internal static async Task<EvaluationOutcome> RunAsync(
        EvaluationOptions options, AgentParts parts, IRepositorySolver? selected, IProgress<EvaluationProgress>? progress, CancellationToken cancellationToken)
    {
        var baseline = new AskedOnceSolver(await parts.Backbone(cancellationToken), parts.Time);
        return await RunAsync(options, parts, selected, baseline, progress, cancellationToken);
    }

    internal static async Task<EvaluationOutcome> RunAsync(
        EvaluationOptions options,
        AgentParts parts,
        IRepositorySolver? selected,
        IRepositorySolver baseline,
        IProgress<EvaluationProgress>? progress,
        CancellationToken cancellationToken)
    {
        options.Validate();
        var all = CaseFolder.ReadAll(options.Suite.DataPath).Where(item => options.Suite.Tasks.Contains(item.Case.Id));
        CaseFolder[] cases = [.. options.Suite.Limit is { } limit ? all.Take(limit) : all];
        if (cases.Length == 0)
            throw EvaluationCommand.NoTasks(options);
        if (cases.DistinctBy(item => item.Case.Id).Count() < cases.Length)
            throw new TanukiException($"Several cases in '{options.Suite.DataPath}' have the same id.", "Generate the cases again.");

        var header = await EvaluationCommand.HeaderAsync(options, parts, cancellationToken);
        header = header with { Program = $"{Program}-{header.Program}" };
        var scorer = new RepositoryScorer(RepositoryTests.Sessions(parts.Sandbox), TestTime);
        var trial = new RepositoryTrial(scorer, options, parts.CheckSlots, parts.Time);
        return await EvaluationCommand.RecordAsync(options, header, journal => new EvaluationLoop(journal, parts.Time).RunAsync(
            cases,
            item => item.Case.Id,
            (item, cancelled) => trial.RunAsync(item, options.Raw ? null : selected, baseline, cancelled),
            options.Jobs,
            progress,
            cancellationToken));
    }

    /// <summary>The baseline is in this assembly.</summary>
    private static string Program => typeof(RepositoryEvaluation).Assembly.ManifestModule.ModuleVersionId.ToString("n");

    private static TimeSpan TestTime { get; } = TimeSpan.FromSeconds(60);
}
