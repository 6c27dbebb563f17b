using Tanuki.Repositories.Symbols;

namespace Tanuki.Repositories.Mapping;

/// <summary>What the work is about; each part that is known makes the ranking sharper.</summary>
public sealed record MapFocus
{
    /// <summary>What the user wrote.</summary>
    public string Task { get; init; } = "";

    /// <summary>What the tests or the compiler printed, with stack traces.</summary>
    public string TestOutput { get; init; } = "";

    /// <summary>Paths that were changed lately, the user's uncommitted ones first.</summary>
    public IReadOnlyList<string> Changed { get; init; } = [];
}

/// <param name="Score">Comparable within one ranking; the best has 1.</param>
/// <param name="Reasons">Why it ranks as it does, strongest first.</param>
/// <param name="Lines">Lines that stack traces name, from 1.</param>
public sealed record RankedFile(string Path, double Score, IReadOnlyList<string> Reasons, IReadOnlyList<int> Lines);

/// <param name="Score">Comparable within one ranking; the best has 1.</param>
public sealed record RankedSymbol(CodeSymbol Symbol, double Score);
