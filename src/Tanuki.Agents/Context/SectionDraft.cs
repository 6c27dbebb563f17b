namespace Tanuki.Agents.Context;

/// <summary>What somebody wants a packet to have. The builder decides how much of it there is room for.</summary>
public sealed record SectionDraft
{
    public required SectionKind Kind { get; init; }

    /// <summary>Where it comes from, e.g. <c>AGENTS.md</c>, <c>pytest</c>.</summary>
    public required string Origin { get; init; }

    public required SectionTrust Trust { get; init; }

    /// <summary>The lowest is shortened first; null: what its kind has.</summary>
    public int? Priority { get; init; }

    /// <summary>In the order in which the packet shows them.</summary>
    public required IReadOnlyList<SectionPart> Parts { get; init; }

    public static SectionDraft Of(SectionKind kind, string origin, SectionTrust trust, string text) =>
        new() { Kind = kind, Origin = origin, Trust = trust, Parts = [new SectionPart("", text)] };
}

/// <summary>A file, a tool, an example, a turn, an output: what is shortened or left out by itself.</summary>
/// <param name="Name">Shown with the text; empty for none.</param>
public sealed record SectionPart(string Name, string Text)
{
    /// <summary>The lowest is shortened first; among equals the later one.</summary>
    public double Rank { get; init; }

    /// <summary>Stands in for the text when there is too little room; null: there is only the text.</summary>
    public string? Short { get; init; }

    /// <summary>Null: as the section.</summary>
    public SectionTrust? Trust { get; init; }
}
