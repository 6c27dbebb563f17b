namespace Tanuki.Agents.Extraction;

/// <summary>What one stretch of an answer gave.</summary>
internal sealed record Piece(string Code)
{
    public static Piece Nothing { get; } = new("");

    public IReadOnlyList<string> Imports { get; init; } = [];

    /// <summary>Functions and classes kept; zero for a script.</summary>
    public int Definitions { get; init; }

    /// <summary>The entry point is there and more than a stub.</summary>
    public bool DefinesEntryPoint { get; init; }

    public bool IsTruncated { get; init; }

    public bool IsStub { get; init; }
}
