using Tanuki.Core.Receipts;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Aggregation;

/// <summary>One answer made of the parts of several specialists.</summary>
public sealed record AggregatedAnswer
{
    /// <summary>By path.</summary>
    public required IReadOnlyList<SourceFile> Files { get; init; }

    /// <summary>By path.</summary>
    public required IReadOnlyList<SourceFile> Tests { get; init; }

    /// <summary>By path; none has a file of the same path.</summary>
    public required IReadOnlyList<FileDiff> Diffs { get; init; }

    /// <summary>Markdown; empty when nobody explained anything.</summary>
    public required string Explanation { get; init; }

    /// <summary>The most urgent first.</summary>
    public required IReadOnlyList<FindingPart> Findings { get; init; }

    public Receipt? Receipt { get; init; }

    /// <summary>What does not fit together, a sentence each; empty when everything does.</summary>
    public required IReadOnlyList<string> Conflicts { get; init; }
}

public sealed record FileDiff(string Path, string Unified);
