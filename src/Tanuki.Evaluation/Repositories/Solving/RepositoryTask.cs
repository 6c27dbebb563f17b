using Tanuki.Core.Evidence;
using Tanuki.Core.Receipts;

namespace Tanuki.Evaluation.Repositories.Solving;

/// <summary>All that a solver is given.</summary>
public sealed record RepositoryTask
{
    public required string Id { get; init; }

    /// <summary>A copy of the broken repository that is the solver's own and holds nothing else; removed afterwards.</summary>
    public required string Folder { get; init; }

    public required string Language { get; init; }

    /// <summary>What the user says.</summary>
    public required string Statement { get; init; }

    public required IReadOnlyList<string> TestCommand { get; init; }

    /// <summary>Edits to these are dropped before the answer is judged.</summary>
    public required IReadOnlyList<string> Protected { get; init; }

    /// <summary>What the test command printed.</summary>
    public required string TestOutput { get; init; }

    /// <summary>Wall time; the cancellation token ends with it.</summary>
    public required TimeSpan Budget { get; init; }

    public required long Seed { get; init; }
}

/// <param name="Content">The whole new text; null removes the file.</param>
public sealed record RepositoryEdit(string Path, string? Content);

public sealed record RepositoryAnswer
{
    public required IReadOnlyList<RepositoryEdit> Edits { get; init; }

    /// <summary>Where the solver thinks that the cause is, best first; judged whether or not it edits them.</summary>
    public required IReadOnlyList<string> RankedFiles { get; init; }

    public required TokenUsage Tokens { get; init; }

    /// <summary>Of the model's time only; the rest is measured outside.</summary>
    public double ModelSeconds { get; init; }

    /// <summary>What the solver itself says about its answer.</summary>
    public Verdict Verdict { get; init; } = Verdict.Unverified;

    public Confidence Confidence { get; init; } = new(0, "not stated", null);

    /// <summary>For people who look at the report.</summary>
    public string Text { get; init; } = "";
}
