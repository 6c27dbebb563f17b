using System.Buffers.Binary;
using System.Text;

namespace Tanuki.Models.Gguf;

/// <summary>Formats of a tensor's elements, by their numbers in ggml.</summary>
public enum GgufType
{
    F32 = 0,
    F16 = 1,

    /// <summary>Q5_0: five bits for each of 32 elements and a scale in half precision.</summary>
    Q5 = 6,
    BF16 = 30,
}

/// <summary>Writes a GGUF file, version 3, little-endian.</summary>
/// <remarks>Source: docs/gguf.md of ggml.</remarks>
public sealed class GgufWriter
{
    private const uint Version = 3;
    private const int Alignment = 32;
    private const uint UnsignedType = 4, IntegerType = 5, FloatType = 6, BooleanType = 7, TextType = 8, ArrayType = 9;

    private readonly List<(string Key, uint Type, byte[] Value)> metadata = [];
    private readonly List<(string Name, GgufType Type, IReadOnlyList<long> Dimensions, ReadOnlyMemory<byte> Data)> tensors = [];

    public void Put(string key, string value) => metadata.Add((key, TextType, OfText(value)));

    public void Put(string key, uint value) => metadata.Add((key, UnsignedType, OfUnsigned(value)));

    public void Put(string key, float value) => metadata.Add((key, FloatType, OfUnsigned(BitConverter.SingleToUInt32Bits(value))));

    public void Put(string key, bool value) => metadata.Add((key, BooleanType, [value ? (byte)1 : (byte)0]));

    public void Put(string key, IReadOnlyList<uint> values) => Put(key, UnsignedType, values, OfUnsigned);

    public void Put(string key, IReadOnlyList<int> values) => Put(key, IntegerType, values, value => OfUnsigned((uint)value));

    public void Put(string key, IReadOnlyList<float> values) => Put(key, FloatType, values, value => OfUnsigned(BitConverter.SingleToUInt32Bits(value)));

    public void Put(string key, IReadOnlyList<string> values) => Put(key, TextType, values, OfText);

    /// <param name="dimensions">In ggml's order: elements of a row first, then rows, and so on.</param>
    /// <param name="data">The elements, row after row.</param>
    public void Add(string name, GgufType type, IReadOnlyList<long> dimensions, ReadOnlyMemory<byte> data)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        var (block, bytes) = BlockOf(type);
        var expected = dimensions.Aggregate(1L, (product, dimension) => checked(product * dimension)) / block * bytes;
        if (data.Length != expected || dimensions[0] % block != 0)
            throw new ArgumentException($"{name} has {data.Length} bytes instead of {expected}.", nameof(data));
        tensors.Add((name, type, dimensions, data));
    }

    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var header = Header();
        stream.Write(header);
        Pad(stream, header.Length);
        foreach (var (_, _, _, data) in tensors)
        {
            stream.Write(data.Span);
            Pad(stream, data.Length);
        }
    }

    /// <summary>Bytes of an element of a type that has no blocks.</summary>
    public static int SizeOf(GgufType type) => type == GgufType.F32 ? 4 : 2;

    private static (int Elements, int Bytes) BlockOf(GgufType type) => type == GgufType.Q5 ? (32, 22) : (1, SizeOf(type));

    private void Put<T>(string key, uint type, IReadOnlyList<T> values, Func<T, byte[]> bytesOf) =>
        metadata.Add((key, ArrayType, [.. OfUnsigned(type), .. OfLong((ulong)values.Count), .. values.SelectMany(bytesOf)]));

    private byte[] Header()
    {
        using var bytes = new MemoryStream();
        bytes.Write("GGUF"u8);
        bytes.Write(OfUnsigned(Version));
        bytes.Write(OfLong((ulong)tensors.Count));
        bytes.Write(OfLong((ulong)metadata.Count));
        foreach (var (key, type, value) in metadata)
        {
            bytes.Write(OfText(key));
            bytes.Write(OfUnsigned(type));
            bytes.Write(value);
        }
        long offset = 0;
        foreach (var (name, type, dimensions, data) in tensors)
        {
            bytes.Write(OfText(name));
            bytes.Write(OfUnsigned((uint)dimensions.Count));
            foreach (var dimension in dimensions)
                bytes.Write(OfLong((ulong)dimension));
            bytes.Write(OfUnsigned((uint)type));
            bytes.Write(OfLong((ulong)offset));
            offset += Padded(data.Length);
        }
        return bytes.ToArray();
    }

    private static void Pad(Stream stream, int written) => stream.Write(new byte[Padded(written) - written]);

    private static long Padded(long length) => (length + Alignment - 1) / Alignment * Alignment;

    private static byte[] OfText(string text) => [.. OfLong((ulong)Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)];

    private static byte[] OfUnsigned(uint value)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] OfLong(ulong value)
    {
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return bytes;
    }
}
