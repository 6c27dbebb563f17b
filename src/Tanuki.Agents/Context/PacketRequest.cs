namespace Tanuki.Agents.Context;

/// <summary>What a packet is wanted for.</summary>
public sealed record PacketRequest
{
    /// <summary>In any order; those of one kind stay in theirs. One of them has to be the task.</summary>
    public required IReadOnlyList<SectionDraft> Drafts { get; init; }

    /// <summary>The most tokens of the whole packet as the model reads it, at least 1.</summary>
    public required int Budget { get; init; }

    public string Prefill { get; init; } = "";
}
