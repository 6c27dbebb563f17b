using Tanuki.Agents.Selection;
using Tanuki.Core.Evidence;

namespace Tanuki.Evaluation.Reports;

/// <param name="Gain">Against the stage before it, on the same tasks; null for the first.</param>
public sealed record AblationStage(string Name, RateSummary Right, PairedSummary? Gain);

/// <summary>
/// What each stage of the choice adds. All stages are told from the same recorded candidates, so that they are paired and cost no model; what
/// is not among the candidates, such as a round that was ended early, cannot be told.
/// </summary>
public static class Ablation
{
    /// <summary>In the order in which they build on each other; the last one is what no choice could exceed.</summary>
    public static IReadOnlyList<AblationStage> Of(EvaluationReport report, CalibrationTable calibration)
    {
        ArgumentNullException.ThrowIfNull(report);
        TaskResult[] tasks = [.. report.Tasks.Where(task => task.Selected is { Failure: null, Candidates.Count: > 0 })];
        if (tasks.Length == 0)
            return [];
        var stages = new List<(string Name, Func<TaskResult, bool> Right)>();
        if (Array.TrueForAll(tasks, task => task.Raw is not null))
            stages.Add(("one, temperature 0", task => task.Raw!.Right));
        stages.Add(("one candidate", task => InOrder(task)[0].Right));
        stages.Add(("first that passes", task => InOrder(task) is var all && (all.FirstOrDefault(Passes) ?? all[0]).Right));
        if (Array.Exists(tasks, task => task.Selected!.Inputs is { Claims.Count: > 0 }))
            stages.Add(("agreement alone", task => Again(WithoutClaims(task.Selected!), calibration)));
        stages.Add(("the choice", task => Again(task.Selected!, calibration)));
        stages.Add(("any candidate", task => task.Selected!.AnyRight));
        bool[][] right = [.. stages.Select(stage => tasks.Select(stage.Right).ToArray())];
        return
        [
            .. stages.Select((stage, i) => new AblationStage(
                stage.Name, RateSummary.Of(right[i], each => each), i == 0 ? null : PairedSummary.Of([.. right[i].Zip(right[i - 1])]))),
        ];
    }

    private static bool Again(RunResult run, CalibrationTable calibration) => SelectionReplay.Again(run, calibration, stopEarly: false).Right;

    private static CandidateResult[] InOrder(TaskResult task) =>
        [.. task.Selected!.Candidates.OrderBy(candidate => candidate.Id.Length).ThenBy(candidate => candidate.Id, StringComparer.Ordinal)];

    private static bool Passes(CandidateResult candidate) =>
        candidate is { Code: not null, Checks: { } checks } && checks.All(check => check.Outcome == CheckOutcome.Passed);

    /// <summary>Behaviours without what the model claimed of them.</summary>
    private static RunResult WithoutClaims(RunResult run) => run.Inputs is not { } inputs
        ? run
        : run with
        {
            Inputs = inputs with { Claims = [] },
            Candidates = [.. run.Candidates.Select(candidate => candidate with { Behaviour = [.. candidate.Behaviour.SkipLast(inputs.Claims.Count)] })],
        };
}
