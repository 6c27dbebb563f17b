namespace Tanuki.Evaluation.Repositories.Solving;

/// <summary>Repairs repositories. What it answers is judged elsewhere; it may run the tests itself as often as it likes.</summary>
public interface IRepositorySolver
{
    /// <summary>Shown in reports.</summary>
    string Name { get; }

    /// <exception cref="OperationCanceledException">The budget is spent, or the evaluation is cancelled.</exception>
    Task<RepositoryAnswer> SolveAsync(RepositoryTask task, CancellationToken cancellationToken);
}
