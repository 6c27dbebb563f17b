using Tanuki.Engine.Native;

namespace Tanuki.Engine.Loading;

/// <param name="Type">Number of the ggml type.</param>
/// <param name="Offset">Bytes from the start of the data section.</param>
internal sealed record GgufTensor(string Name, IReadOnlyList<ulong> Dimensions, int Type, ulong Offset)
{
    /// <summary>What tokens are looked up in; also what gives the logits, where there is no <see cref="Output"/>.</summary>
    public const string Embedding = "token_embd.weight";

    /// <summary>What gives the logits.</summary>
    public const string Output = "output.weight";

    /// <summary>What it takes in the file; of use once the tensor was found to be possible.</summary>
    public long Bytes => Dimensions.Aggregate(1L, (product, dimension) => product * (long)dimension) / Ggml.BlockSize(Type) * (long)Ggml.TypeSize(Type);

    /// <summary>The first of each name.</summary>
    public static IReadOnlyDictionary<string, GgufTensor> ByName(IEnumerable<GgufTensor> tensors) =>
        tensors.DistinctBy(tensor => tensor.Name).ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
}
