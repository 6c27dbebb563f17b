using System.Buffers;
using System.Text;

namespace Tanuki.Sandbox.Processes;

/// <summary>Keeps the first and the last half of a stream's bytes, whatever its length.</summary>
internal sealed class HeadTailBuffer(int capacity)
{
    private readonly int _headCapacity = capacity - capacity / 2;
    private readonly ArrayBufferWriter<byte> _head = new();
    private readonly byte[] _tail = new byte[capacity / 2];

    public long TotalBytes { get; private set; }

    public long OmittedBytes => Math.Max(0, TotalBytes - _headCapacity - _tail.Length);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        var toHead = (int)Math.Min(bytes.Length, _headCapacity - _head.WrittenCount);
        _head.Write(bytes[..toHead]);
        var written = TotalBytes + toHead - _headCapacity;
        TotalBytes += bytes.Length;
        bytes = bytes[toHead..];
        if (bytes.Length > _tail.Length)
        {
            written += bytes.Length - _tail.Length;
            bytes = bytes[^_tail.Length..];
        }

        if (bytes.IsEmpty)
            return;
        var position = (int)(written % _tail.Length);
        var first = Math.Min(bytes.Length, _tail.Length - position);
        bytes[..first].CopyTo(_tail.AsSpan(position));
        bytes[first..].CopyTo(_tail);
    }

    /// <summary>Head and tail, with a line in between that says how many bytes are missing; invalid UTF-8 replaced.</summary>
    public override string ToString()
    {
        var tailBytes = (int)Math.Min(_tail.Length, Math.Max(0, TotalBytes - _headCapacity));
        var start = tailBytes == 0 || tailBytes < _tail.Length ? 0 : (int)((TotalBytes - _headCapacity) % _tail.Length);
        var tail = new byte[tailBytes];
        for (var i = 0; i < tailBytes; i++)
            tail[i] = _tail[(start + i) % _tail.Length];

        var head = _head.WrittenSpan;
        return OmittedBytes == 0
            ? Encoding.UTF8.GetString([.. head, .. tail])
            : $"{Encoding.UTF8.GetString(head)}\n[{OmittedBytes} bytes left out]\n{Encoding.UTF8.GetString(tail)}";
    }
}
