using Tanuki.Engine.Native;

namespace Tanuki.Engine.Loading;

/// <summary>
/// Checks that a model is whole before llama.cpp sees it. llama.cpp maps the files into memory, where a truncated one ends
/// the process, and asserts on some malformed headers.
/// </summary>
internal sealed class ModelFiles
{
    private const int MostLayers = 512;

    private ModelFiles(IReadOnlyList<string> shards, IReadOnlyList<GgufHeader> headers)
    {
        (Shards, Headers, Architecture) = (shards, headers, headers[0].Architecture!);
        Tensors = GgufTensor.ByName(headers.SelectMany(header => header.Tensors));
    }

    /// <summary>In order.</summary>
    public IReadOnlyList<string> Shards { get; }

    /// <summary>One for each shard.</summary>
    public IReadOnlyList<GgufHeader> Headers { get; }

    public string Architecture { get; }

    /// <summary>By name.</summary>
    public IReadOnlyDictionary<string, GgufTensor> Tensors { get; }

    /// <exception cref="ModelFileException">Anything that keeps the model from being loaded.</exception>
    public static ModelFiles Check(string path)
    {
        if (!Path.IsPathRooted(path))
            throw new ModelFileException(ModelFault.Missing, $"The model path \"{path}\" is not absolute.");
        var shards = ShardNames.Of(path);
        foreach (var shard in shards)
            if (!File.Exists(shard))
                throw new ModelFileException(ModelFault.Missing, shards.Count == 1
                    ? $"There is no model file {shard}."
                    : $"The model needs {shards.Count} shards, and {shard} is missing.");
        var headers = shards.Select(CheckFile).ToList();
        for (var i = 0; i < shards.Count; i++)
            CheckSplit(shards, headers, i);
        if (headers[0].Architecture is null)
            throw Damaged(shards[0], "no architecture named in its metadata");
        if (headers[0].Layers is < 1 or > MostLayers)
            throw Damaged(shards[0], $"{headers[0].Layers} layers, where llama.cpp takes 1 to {MostLayers}");
        CheckTokens(shards[0], headers[0]);
        if (headers[0].SplitTensors is { } expected && headers.Sum(header => header.Tensors.Count) is var found && found != expected)
            throw Damaged(shards[0], $"{found} tensors in its shards instead of {expected}");
        return new ModelFiles(shards, headers);
    }

    private static GgufHeader CheckFile(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            var header = GgufHeader.Read(stream);
            foreach (var tensor in header.Tensors)
                CheckTensor(header, tensor, stream.Length);
            return header;
        }
        catch (InvalidDataException exception)
        {
            throw Damaged(path, exception.Message, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException(ModelFault.Missing, $"The model file {path} cannot be read: {exception.Message}", exception);
        }
    }

    // llama.cpp asserts or throws through its own interface on each of these, some of them only when it reads a prompt.
    private static void CheckTokens(string path, GgufHeader header)
    {
        if (header.Tokenizer is "none" or "no_vocab" or "bert" or "rwkv")
            throw new ModelFileException(ModelFault.Unsupported,
                $"The model {path} cannot be used: the engine does not run models with the tokenizer \"{header.Tokenizer}\".");
        if (header.Tokens?.Same is var (first, second))
            throw Damaged(path, $"one text for two tokens of its vocabulary, {first} and {second}");
        if (header is { Tokenizer: "llama", Tokens.MissingByte: { } value })
            throw Damaged(path, $"no token for the byte 0x{value:X2} in its vocabulary");
    }

    /// <exception cref="InvalidDataException">The tensor cannot be what it says, or is not all there.</exception>
    internal static void CheckTensor(GgufHeader header, GgufTensor tensor, long fileLength)
    {
        if (tensor.Type is < 0 or >= Ggml.TypeCount || Ggml.TypeSize(tensor.Type) == 0 || Ggml.BlockSize(tensor.Type) <= 0)
            throw new InvalidDataException($"the tensor {tensor.Name} in the unknown format {tensor.Type}");
        if (tensor.Dimensions.Any(dimension => dimension is 0 or > long.MaxValue)
            || tensor.Dimensions.DefaultIfEmpty(1UL).First() % (ulong)Ggml.BlockSize(tensor.Type) != 0)
            throw new InvalidDataException($"the tensor {tensor.Name} with impossible dimensions");
        var elements = tensor.Dimensions.Aggregate(UInt128.One, Multiply);
        var bytes = elements / (ulong)Ggml.BlockSize(tensor.Type) * Ggml.TypeSize(tensor.Type);
        if (tensor.Offset % header.Alignment != 0)
            throw new InvalidDataException($"the tensor {tensor.Name} at an unaligned offset");
        if (bytes + tensor.Offset + (ulong)header.DataStart > (ulong)fileLength)
            throw new InvalidDataException($"{fileLength} bytes, too few for the tensor {tensor.Name}: it is truncated");
    }

    // Saturates: a product beyond any file size only has to stay beyond it.
    private static UInt128 Multiply(UInt128 left, ulong right) =>
        left > ulong.MaxValue ? left : left * right;

    private static void CheckSplit(IReadOnlyList<string> shards, List<GgufHeader> headers, int index)
    {
        var header = headers[index];
        if (header.SplitCount != shards.Count || header.SplitNumber != index)
            throw Damaged(shards[index], header.SplitCount == 1
                ? "a shard's name, but is not one"
                : $"shard {header.SplitNumber + 1} of {header.SplitCount} in it, which its name does not say");
    }

    private static ModelFileException Damaged(string path, string has, Exception? inner = null) =>
        new(ModelFault.Damaged, $"The model file {path} cannot be used: it has {has}.", inner);
}
