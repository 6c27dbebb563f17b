using System.Globalization;
using Tanuki.Engine.Loading;
using Tanuki.Engine.Scheduling;

namespace Tanuki.Engine.Offloading;

/// <summary>What each layer of a model would take of a graphics processor's memory, in bytes.</summary>
/// <param name="Weights">By layer, the output last. What comes before the first layer stays with the processor.</param>
/// <param name="Kv">Keys and values of the whole context, by layer; the output has none.</param>
/// <param name="Working">Buffers of a step on each device.</param>
internal sealed record LayerBytes(IReadOnlyList<long> Weights, IReadOnlyList<long> Kv, long Working)
{
    private const string Layer = "blk.";

    /// <summary>Halves, as the context keeps them.</summary>
    private const int BytesOfElement = 2;

    public int Count => Weights.Count;

    /// <param name="contextTokens">0 for the default.</param>
    public static LayerBytes Of(ModelFiles files, int contextTokens)
    {
        var layers = 1 + files.Tensors.Keys.Select(LayerOf).DefaultIfEmpty(-1).Max();
        var (weights, rows) = (new long[layers + 1], new long[layers + 1]);
        foreach (var tensor in files.Tensors.Values.Where(tensor => !tensor.Name.StartsWith(GgufTensor.Embedding, StringComparison.Ordinal)))
            weights[LayerOf(tensor.Name) is >= 0 and var layer ? layer : layers] += tensor.Bytes;
        // Without a matrix of its own the output is a second copy of the input's.
        if (!files.Tensors.ContainsKey(GgufTensor.Output) && files.Tensors.TryGetValue(GgufTensor.Embedding, out var shared))
            weights[layers] += shared.Bytes;
        for (var layer = 0; layer < layers; layer++)
            rows[layer] = KvRows(files, layer);
        var tokens = ContextSize.Wanted(Math.Max(1, rows.Sum() * BytesOfElement), contextTokens);
        return new LayerBytes(weights, [.. rows.Select(count => count * BytesOfElement * tokens)], ModelNeeds.Working((int)Dimension(files, GgufTensor.Embedding, 1)));
    }

    /// <returns>Elements that a token's key and value have together; where they are not told apart, at most that.</returns>
    private static long KvRows(ModelFiles files, int layer)
    {
        var prefix = $"{Layer}{layer}.attn_";
        return (Dimension(files, $"{prefix}k.weight", 1), Dimension(files, $"{prefix}v.weight", 1)) is ( > 0, > 0) and var (key, value)
            ? key + value
            : Math.Max(Dimension(files, $"{prefix}qkv.weight", 1), 2 * Dimension(files, GgufTensor.Embedding, 0));
    }

    private static long Dimension(ModelFiles files, string tensor, int index) =>
        files.Tensors.TryGetValue(tensor, out var found) && found.Dimensions.Count > index ? (long)found.Dimensions[index] : 0;

    /// <returns>-1: the tensor belongs to no layer.</returns>
    private static int LayerOf(string tensor) =>
        tensor.StartsWith(Layer, StringComparison.Ordinal)
        && tensor.IndexOf('.', Layer.Length) is > 0 and var end
        && int.TryParse(tensor.AsSpan(Layer.Length, end - Layer.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var layer) ? layer : -1;
}
