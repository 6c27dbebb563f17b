using System.Buffers.Binary;
using System.Text;

namespace Tanuki.Engine.Loading;

/// <summary>Reads the little-endian primitives of a GGUF header; every read is checked against the length of the file.</summary>
internal sealed class GgufReader(Stream stream)
{
    private readonly byte[] _scratch = new byte[8];

    public long Position => stream.Position;

    public long Remaining => stream.Length - stream.Position;

    public byte ReadByte() => Fill(1)[0];

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Fill(4));

    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Fill(8));

    public string ReadString(int limit)
    {
        var length = ReadUInt64();
        if (length > (ulong)limit || length > (ulong)Remaining)
            throw new InvalidDataException($"a string of {length} bytes where at most {limit} can be");
        var text = new byte[length];
        stream.ReadExactly(text);
        return Encoding.UTF8.GetString(text);
    }

    public void SkipString()
    {
        var length = ReadUInt64();
        Skip(length);
    }

    public void Skip(ulong bytes)
    {
        if (bytes > (ulong)Remaining)
            throw new InvalidDataException("a value longer than the file");
        stream.Seek((long)bytes, SeekOrigin.Current);
    }

    private ReadOnlySpan<byte> Fill(int count)
    {
        var span = _scratch.AsSpan(0, count);
        if (stream.ReadAtLeast(span, count, throwOnEndOfStream: false) < count)
            throw new InvalidDataException("the file ends within its header");
        return span;
    }
}
