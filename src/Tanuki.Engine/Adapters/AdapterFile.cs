using Tanuki.Engine.Loading;

namespace Tanuki.Engine.Adapters;

/// <summary>Checks that an adapter is whole and made for the model before llama.cpp, which asserts on some that are not, sees it.</summary>
internal static class AdapterFile
{
    private const string SuffixOfA = ".lora_a";
    private const string SuffixOfB = ".lora_b";

    /// <summary>What llama.cpp's converter writes: F32, F16, Q8_0, BF16.</summary>
    private static readonly int[] _types = [0, 1, 8, 30];

    /// <param name="path">For messages.</param>
    /// <returns>What it says about itself.</returns>
    /// <exception cref="ModelFileException">The adapter cannot be used, and why.</exception>
    public static GgufHeader Check(string path, Stream content, ModelFiles model)
    {
        try
        {
            var header = GgufHeader.Read(content);
            foreach (var tensor in header.Tensors)
                ModelFiles.CheckTensor(header, tensor, content.Length);
            if (Misfit(header, model) is { } reason)
                throw new ModelFileException(ModelFault.Unsupported, $"The adapter {path} cannot be used: {reason}.");
            return header;
        }
        catch (InvalidDataException exception)
        {
            throw new ModelFileException(ModelFault.Damaged, $"The adapter {path} cannot be used: it has {exception.Message}.", exception);
        }
    }

    private static string? Misfit(GgufHeader header, ModelFiles model) => header switch
    {
        { Kind: not "adapter" } => "it is no adapter",
        { AdapterKind: not "lora" } => $"it is an adapter of the kind \"{header.AdapterKind}\", and only \"lora\" is known",
        { Invocation: [] } => "it counts from certain tokens on, and there are none of them",
        _ when !float.IsFinite(header.Alpha) => "its alpha is not a number",
        _ when header.Architecture != model.Architecture =>
            $"it is made for the architecture \"{header.Architecture}\", and the model's is \"{model.Architecture}\"",
        _ when header.Tensors.Count == 0 => "it has no tensors",
        _ => Misfit(header.Tensors, model.Tensors),
    };

    private static string? Misfit(IReadOnlyList<GgufTensor> tensors, IReadOnlyDictionary<string, GgufTensor> model)
    {
        var byName = GgufTensor.ByName(tensors);
        foreach (var tensor in tensors)
        {
            // llama.cpp leaves these out as well: norms that some converters write along.
            if (tensor.Name.EndsWith("_norm.weight", StringComparison.Ordinal))
                continue;
            var isA = tensor.Name.EndsWith(SuffixOfA, StringComparison.Ordinal);
            if (!isA && !tensor.Name.EndsWith(SuffixOfB, StringComparison.Ordinal))
                return $"its tensor {tensor.Name} is neither an A nor a B";
            var target = tensor.Name[..^SuffixOfA.Length];
            var partner = target + (isA ? SuffixOfB : SuffixOfA);
            if (!byName.TryGetValue(partner, out var other))
                return $"its tensor {tensor.Name} has no partner {partner}";
            if (!model.TryGetValue(target, out var weights))
                return $"the model has no tensor {target}";
            // llama.cpp would multiply by the head as it looks the embedding up, and ends the process because that cannot be.
            if (target == GgufTensor.Embedding && !model.ContainsKey(GgufTensor.Output))
                return "it adapts the embedding, which is also what gives the model's logits; that cannot be done";
            if (!_types.Contains(tensor.Type))
                return $"its tensor {tensor.Name} is neither F32 nor F16, BF16 or Q8_0";
            if (isA && !Fits(tensor, other, weights))
                return $"its tensors for {target} are {Shape(tensor)} and {Shape(other)}, which do not fit the model's {Shape(weights)}";
        }
        return null;
    }

    // Dimensions are in ggml's order, the fastest first: A is [in, rank] and B [rank, out].
    private static bool Fits(GgufTensor a, GgufTensor b, GgufTensor weights)
    {
        if (weights.Dimensions is not [var input, var output] || b.Dimensions is not [var rank, var outputOfB] || a.Dimensions.Count != 2)
            return false;
        // The embedding is looked up instead of multiplied by: its A has a column for each token.
        return weights.Name == GgufTensor.Embedding
            ? a.Dimensions[0] == rank && a.Dimensions[1] == output && outputOfB == input
            : a.Dimensions[0] == input && a.Dimensions[1] == rank && outputOfB == output;
    }

    private static string Shape(GgufTensor tensor) => string.Join('x', tensor.Dimensions);
}
