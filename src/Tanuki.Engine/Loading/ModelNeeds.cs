using System.Globalization;
using System.Text;
using Tanuki.Engine.Native;
using Tanuki.Engine.Scheduling;

namespace Tanuki.Engine.Loading;

/// <summary>Bytes that a model takes, roughly; llama.cpp says it only when it has taken them.</summary>
internal static unsafe class ModelNeeds
{
    /// <summary>Buffers of a step, as far as they do not grow with the vocabulary.</summary>
    private const long Graph = 64 << 20;

    /// <summary>They are mapped from their files, and part of them is rearranged in memory as well.</summary>
    public static long Weights(ModelFiles files) => files.Tensors.Values.Sum(tensor => tensor.Bytes);

    public static long Working(ModelHandle model) => Working(Llama.VocabTokenCount(Llama.ModelGetVocab(model)));

    public static long Working(int vocabulary) => Graph + (long)StepBatch.MostOutputs * vocabulary * sizeof(float);

    /// <summary>Keys and values of a token in halves.</summary>
    public static long Token(ModelHandle model)
    {
        const int bytesOfHalf = 2;
        // Ministral 3 and Qwen3 have heads that are wider than their share of the embedding.
        var share = Llama.ModelEmbedding(model) / Llama.ModelHeads(model);
        var width = (Number(model, "attention.key_length") ?? share) + (Number(model, "attention.value_length") ?? share);
        return (long)Llama.ModelLayers(model) * Llama.ModelKvHeads(model) * width * bytesOfHalf;
    }

    private static int? Number(ModelHandle model, string key) =>
        int.TryParse(Metadata(model, $"{Metadata(model, "general.architecture")}.{key}"), CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Metadata(ModelHandle model, string key)
    {
        const int longest = 64;
        var value = stackalloc byte[longest];
        var length = Llama.ModelMetadata(model, key, value, longest);
        return length is >= 0 and < longest ? Encoding.UTF8.GetString(value, length) : null;
    }
}
