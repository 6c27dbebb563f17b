namespace Tanuki.Models.Adapters;

/// <summary>What must be known of the backbone to write an adapter for it.</summary>
/// <param name="Architecture">As its GGUF names it.</param>
/// <param name="Heads">Of attention, in a layer.</param>
/// <param name="KeyHeads">Those of them that have keys and values of their own.</param>
internal sealed record LoraTarget(string Architecture, int Heads, int KeyHeads)
{
    /// <summary>
    /// Position is turned into angles between pairs of a head's rows. Hugging Face pairs a row with the one half a head later; where
    /// llama.cpp pairs neighbours, its converters put them beside each other.
    /// </summary>
    private bool PairsNeighbours => Architecture is "llama" or "mistral3";

    /// <summary>Whether it is known what order an adapter's rows must have.</summary>
    public bool IsKnown => PairsNeighbours || Architecture is "qwen2" or "qwen3";

    /// <summary>Of how many heads the rows of an adapter's second half are reordered; null: they stay as they are.</summary>
    /// <param name="tensor">As llama.cpp names it.</param>
    public int? ReorderedHeads(string tensor) => tensor switch
    {
        _ when !PairsNeighbours => null,
        _ when tensor.EndsWith(".attn_q.weight.lora_b", StringComparison.Ordinal) => Heads,
        _ when tensor.EndsWith(".attn_k.weight.lora_b", StringComparison.Ordinal) => KeyHeads,
        _ => null,
    };
}
