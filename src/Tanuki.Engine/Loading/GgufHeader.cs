namespace Tanuki.Engine.Loading;

/// <summary>What a GGUF file says about itself before its data begins.</summary>
internal sealed record GgufHeader
{
    private const uint Magic = 0x46554747;
    private const int ArrayType = 9;
    private const int StringType = 8;
    private const int FloatType = 6;
    private const int UnsignedType = 4;
    private const int LongestInvocation = 1024;
    private const int LongestKey = 65535;
    private const int LongestTensorName = 63;
    private const int MaxDimensions = 4;
    private const int FewestBytesPerEntry = 12;

    public string? Architecture { get; private set; }

    /// <summary>Null says a model.</summary>
    public string? Kind { get; private set; }

    public string? AdapterKind { get; private set; }

    /// <summary>What an adapter's product is multiplied by, over its rank; 0 where it is not.</summary>
    public float Alpha { get; private set; }

    /// <summary>The tokens from which on the adapter counts (aLoRA); null: it counts from the first one on.</summary>
    public int[]? Invocation { get; private set; }

    public uint Alignment { get; private set; } = 32;

    /// <summary>Null where the file does not say it, or says it before its architecture.</summary>
    public long? Layers { get; private set; }

    /// <summary>The kind of tokenizer, as llama.cpp names it.</summary>
    public string? Tokenizer { get; private set; }

    /// <summary>Null where the file has none, as the later shards of a model have.</summary>
    public GgufTokens? Tokens { get; private set; }

    /// <summary>Shards that the model consists of; 1 when it is not split.</summary>
    public int SplitCount { get; private set; } = 1;

    /// <summary>Counts from 0.</summary>
    public int SplitNumber { get; private set; }

    /// <summary>Tensors in all shards together, when the file says so.</summary>
    public int? SplitTensors { get; private set; }

    public IReadOnlyList<GgufTensor> Tensors { get; private set; } = [];

    /// <summary>Bytes from the start of the file to the list of tensors.</summary>
    public long TensorsStart { get; private set; }

    /// <summary>Bytes from the start of the file.</summary>
    public long DataStart { get; private set; }

    /// <exception cref="InvalidDataException">The header is not that of a GGUF file; the message completes "because it has ...".</exception>
    public static GgufHeader Read(Stream stream)
    {
        var reader = new GgufReader(stream);
        if (reader.Remaining < 24 || reader.ReadUInt32() != Magic)
            throw new InvalidDataException("no GGUF signature");
        if (reader.ReadUInt32() is var version and not (2 or 3))
            throw new InvalidDataException($"GGUF version {version}, which is not 2 or 3");
        var tensors = Count(reader, "tensors");
        var pairs = Count(reader, "metadata entries");
        var header = new GgufHeader();
        for (var i = 0; i < pairs; i++)
            header.ReadPair(reader);
        if (header.Alignment is 0 or > 1 << 20 || !uint.IsPow2(header.Alignment))
            throw new InvalidDataException($"an alignment of {header.Alignment}");
        header.TensorsStart = reader.Position;
        header.Tensors = Enumerable.Range(0, tensors).Select(_ => ReadTensor(reader)).ToList();
        header.DataStart = (reader.Position + header.Alignment - 1) / header.Alignment * header.Alignment;
        return header;
    }

    private static int Count(GgufReader reader, string what)
    {
        var count = reader.ReadUInt64();
        return count <= (ulong)(reader.Remaining / FewestBytesPerEntry)
            ? (int)count
            : throw new InvalidDataException($"a count of {count} {what}, more than the file has room for");
    }

    private void ReadPair(GgufReader reader)
    {
        var key = reader.ReadString(LongestKey);
        var type = (int)reader.ReadUInt32();
        switch (key)
        {
            case "general.architecture" when type == StringType: Architecture = reader.ReadString(256); break;
            case "general.type" when type == StringType: Kind = reader.ReadString(256); break;
            case "adapter.type" when type == StringType: AdapterKind = reader.ReadString(256); break;
            case "adapter.lora.alpha": Alpha = ReadFloat(reader, type); break;
            case "adapter.alora.invocation_tokens" when type == ArrayType: Invocation = ReadUnsigned(reader); break;
            case "tokenizer.ggml.model" when type == StringType: Tokenizer = reader.ReadString(256); break;
            case "tokenizer.ggml.tokens" when type == ArrayType: Tokens = ReadTokens(reader); break;
            case "general.alignment": Alignment = (uint)ReadInteger(reader, type); break;
            case "split.count": SplitCount = (int)Math.Max(1, ReadInteger(reader, type)); break;
            case "split.no": SplitNumber = (int)ReadInteger(reader, type); break;
            case "split.tensors.count": SplitTensors = (int)ReadInteger(reader, type); break;
            case not null when key == $"{Architecture}.block_count": Layers = ReadInteger(reader, type); break;
            default: SkipValue(reader, type); break;
        }
    }

    private static long ReadInteger(GgufReader reader, int type) => type switch
    {
        0 or 1 => reader.ReadByte(),
        2 or 3 => (ushort)(reader.ReadByte() | reader.ReadByte() << 8),
        4 or 5 => reader.ReadUInt32(),
        _ => throw new InvalidDataException("metadata of another type than it must be"),
    };

    private static float ReadFloat(GgufReader reader, int type) => type == FloatType
        ? BitConverter.UInt32BitsToSingle(reader.ReadUInt32())
        : throw new InvalidDataException("metadata of another type than it must be");

    private static void SkipValue(GgufReader reader, int type)
    {
        if (type == StringType)
            reader.SkipString();
        else if (type == ArrayType)
            SkipArray(reader);
        else
            reader.Skip(SizeOf(type));
    }

    private static GgufTokens ReadTokens(GgufReader reader)
    {
        var (type, count) = ReadArrayHead(reader);
        return type == StringType && count <= int.MaxValue
            ? GgufTokens.Read(reader, (int)count)
            : throw new InvalidDataException("tokens that are not texts");
    }

    private static int[] ReadUnsigned(GgufReader reader)
    {
        var (type, count) = ReadArrayHead(reader);
        if (type != UnsignedType || count > LongestInvocation)
            throw new InvalidDataException($"invocation tokens that are not a list of up to {LongestInvocation} unsigned numbers");
        var numbers = new int[count];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = (int)reader.ReadUInt32();
        return numbers;
    }

    private static (int Type, ulong Count) ReadArrayHead(GgufReader reader)
    {
        var type = (int)reader.ReadUInt32();
        var count = reader.ReadUInt64();
        return count <= (ulong)reader.Remaining ? (type, count) : throw new InvalidDataException("an array longer than the file");
    }

    private static void SkipArray(GgufReader reader)
    {
        var (type, count) = ReadArrayHead(reader);
        if (type != StringType)
            reader.Skip(count * SizeOf(type));
        else
            for (var i = 0UL; i < count; i++)
                reader.SkipString();
    }

    private static ulong SizeOf(int type) => type switch
    {
        0 or 1 or 7 => 1,
        2 or 3 => 2,
        4 or 5 or 6 => 4,
        10 or 11 or 12 => 8,
        _ => throw new InvalidDataException($"metadata of the unknown type {type}"),
    };

    private static GgufTensor ReadTensor(GgufReader reader)
    {
        var name = reader.ReadString(LongestTensorName);
        var count = reader.ReadUInt32();
        if (count > MaxDimensions)
            throw new InvalidDataException($"a tensor of {count} dimensions");
        var dimensions = new ulong[count];
        for (var i = 0; i < dimensions.Length; i++)
            dimensions[i] = reader.ReadUInt64();
        return new GgufTensor(name, dimensions, (int)reader.ReadUInt32(), reader.ReadUInt64());
    }
}
