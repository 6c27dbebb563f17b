using Tanuki.Core.Evidence;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Checking;

/// <summary>
/// Executes evidence about one candidate. The candidate's code and the checks run in two sandboxes: only plain data crosses
/// between them, expected values never reach the candidate's side, and results come back under a secret of the run.
/// </summary>
public interface ICandidateChecker
{
    /// <summary>Never throws for anything that the candidate does; a sandbox failure gives <see cref="CheckOutcome.Error"/>.</summary>
    Task<CheckReport> CheckAsync(string code, CheckPlan plan, CancellationToken cancellationToken);
}

/// <summary>What to execute, the same for every candidate of a task.</summary>
public sealed record CheckPlan
{
    public required string Language { get; init; }

    /// <summary>The function or class that the task is about; null when unknown.</summary>
    public string? EntryPoint { get; init; }

    /// <summary>The user's tests; reported as one <see cref="CheckKind.UserTest"/> check per test function, or one for a plain script.</summary>
    public SourceFile? Tests { get; init; }

    public IReadOnlyList<Example> Examples { get; init; } = [];

    /// <summary>Call expressions on mutated inputs, evaluated for their behaviour only.</summary>
    public IReadOnlyList<string> Probes { get; init; } = [];

    /// <summary>Whether anything can tell a wrong candidate from a right one.</summary>
    public bool HasExpectations => Tests is not null || Examples.Count > 0;

    /// <summary>Wall time for everything that concerns one candidate.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>An input with its expected output, found in the task.</summary>
/// <param name="Call">An expression in the task's language, e.g. <c>is_prime(2)</c>.</param>
/// <param name="Expected">An expression that does not involve the candidate, e.g. <c>True</c>.</param>
/// <param name="Origin">Where it was found: <c>task text</c>, <c>docstring</c>, …</param>
/// <param name="Text">As written, for the receipt.</param>
public sealed record Example(string Call, string Expected, string Origin, string Text);

/// <param name="Checks">User tests first, then one per example, in the plan's order.</param>
/// <param name="Behaviour">One canonical text per probe: the value, or the kind of exception, or <c>timeout</c>; <c>skipped</c> once a check has failed.</param>
public sealed record CheckReport(IReadOnlyList<Check> Checks, IReadOnlyList<string> Behaviour, double SandboxSeconds);
