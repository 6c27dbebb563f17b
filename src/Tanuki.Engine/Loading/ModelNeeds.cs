using Tanuki.Engine.Native;
using Tanuki.Engine.Scheduling;

namespace Tanuki.Engine.Loading;

/// <summary>Bytes that a model takes, roughly; llama.cpp says it only when it has taken them.</summary>
internal static class ModelNeeds
{
    /// <summary>Buffers of a step, as far as they do not grow with the vocabulary.</summary>
    private const long Graph = 64 << 20;

    /// <summary>They are mapped from their files, and part of them is rearranged in memory as well.</summary>
    public static long Weights(ModelFiles files) => files.Tensors.Values.Sum(tensor => tensor.Bytes);

    public static long Working(ModelHandle model) =>
        Graph + (long)Batcher.MaxOutputs * Llama.VocabTokenCount(Llama.ModelGetVocab(model)) * sizeof(float);

    /// <summary>Keys and values of a token in halves.</summary>
    public static long Token(ModelHandle model)
    {
        const int keyAndValue = 2, bytesOfHalf = 2;
        return (long)Llama.ModelLayers(model) * Llama.ModelKvHeads(model) * (Llama.ModelEmbedding(model) / Llama.ModelHeads(model)) * keyAndValue * bytesOfHalf;
    }
}
