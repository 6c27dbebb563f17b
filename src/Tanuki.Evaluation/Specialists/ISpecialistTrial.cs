using Tanuki.Agents.Jobs;
using Tanuki.Evaluation.Suites;

namespace Tanuki.Evaluation.Specialists;

/// <summary>How one specialist is measured on one task.</summary>
internal interface ISpecialistTrial
{
    /// <summary>Makes what the specialist works on; null leaves the task out.</summary>
    Task<SpecialistCase?> PrepareAsync(EvaluationTask task, TaskJudge judge, CancellationToken cancellationToken);

    /// <summary>The specialist as users have it.</summary>
    Task<SpecialistOutcome> SelectedAsync(SpecialistCase item, SpecialistBench bench, CancellationToken cancellationToken);

    /// <summary>The bare backbone, asked once at temperature 0 and told the same.</summary>
    Task<SpecialistOutcome> RawAsync(SpecialistCase item, SpecialistBench bench, CancellationToken cancellationToken);
}

/// <param name="Program">What the specialist is given; null: only the task.</param>
/// <param name="Mutants">Programs that fail the published tests.</param>
internal sealed record SpecialistCase(EvaluationTask Task, string? Program, IReadOnlyList<string> Mutants)
{
    public ReferenceSolution Reference => Task.Reference!;
}

/// <param name="Right">Whether it did its job; what is paired.</param>
/// <param name="Answer">For the report.</param>
internal sealed record SpecialistOutcome(bool Right, SpecialistScore Score, string Answer);
