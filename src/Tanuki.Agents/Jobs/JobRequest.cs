using Tanuki.Core;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Jobs;

/// <summary>What one specialist is asked to do, after ingress has checked it.</summary>
public sealed record JobRequest
{
    /// <summary>The program; null where a task alone is enough (tests, a design).</summary>
    public SourceFile? File { get; init; }

    /// <summary>What the program is for; null: its documentation has to say it.</summary>
    public string? Task { get; init; }

    /// <summary>The user's own tests, or null.</summary>
    public SourceFile? Tests { get; init; }

    /// <summary>A canonical name from <see cref="LanguageNames"/>.</summary>
    public required string Language { get; init; }

    /// <summary>The same seed gives the same samples, probes and mutants.</summary>
    public long Seed { get; init; }

    /// <summary>Seconds after which the model is asked nothing more; default 120.</summary>
    public double BudgetSeconds { get; init; } = 120;

    /// <summary>The <c>--model</c> value, for the run log.</summary>
    public string Model { get; init; } = "";

    internal SourceFile RequiredFile => File ?? throw new UsageException("There is no file.",
        "Name the program, for example: tanuki review program.py");
}
