using System.Buffers.Binary;
using System.Text;

namespace Tanuki.Engine.Loading;

/// <summary>Reads the little-endian primitives of a GGUF header; every read is checked against the length of the file.</summary>
internal sealed class GgufReader(Stream stream)
{
    private readonly long _length = stream.Length;

    // A header has hundreds of thousands of short strings: a stream's own buffer costs ten times what they do.
    private byte[] _buffer = new byte[1 << 16];
    private int _next;
    private int _end;

    public long Position => stream.Position - (_end - _next);

    public long Remaining => _length - Position;

    public byte ReadByte() => Take(1)[0];

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public string ReadString(int limit) => Encoding.UTF8.GetString(ReadBytes(limit));

    /// <summary>The bytes of a string, to be used before anything else is read.</summary>
    public ReadOnlySpan<byte> ReadBytes(int limit)
    {
        var length = ReadUInt64();
        return length <= (ulong)limit && length <= (ulong)Remaining
            ? Take((int)length)
            : throw new InvalidDataException($"a string of {length} bytes where at most {limit} can be");
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
        var buffered = (int)Math.Min(bytes, (ulong)(_end - _next));
        _next += buffered;
        if ((long)bytes > buffered)
            stream.Seek((long)bytes - buffered, SeekOrigin.Current);
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (_end - _next < count)
            Fill(count);
        var taken = _buffer.AsSpan(_next, count);
        _next += count;
        return taken;
    }

    private void Fill(int count)
    {
        var unread = _buffer.AsSpan(_next, _end - _next);
        var buffer = count <= _buffer.Length ? _buffer : new byte[count];
        unread.CopyTo(buffer);
        (_buffer, _next, _end) = (buffer, 0, unread.Length);
        _end += stream.ReadAtLeast(_buffer.AsSpan(_end), count - _end, throwOnEndOfStream: false);
        if (_end < count)
            throw new InvalidDataException("the file ends within its header");
    }
}
