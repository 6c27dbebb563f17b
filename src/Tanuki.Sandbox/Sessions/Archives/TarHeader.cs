using System.Buffers.Binary;

namespace Tanuki.Sandbox.Sessions.Archives;

/// <summary>One 512-byte header of a POSIX tar archive, as GNU tar writes it.</summary>
/// <param name="Name">Raw bytes, the prefix included.</param>
internal readonly ref struct TarHeader(ReadOnlySpan<byte> name, ReadOnlySpan<byte> link, byte type, int mode, long size, long modified)
{
    public const int Block = 512;

    public ReadOnlySpan<byte> Name { get; } = name;

    public ReadOnlySpan<byte> Link { get; } = link;

    public byte Type { get; } = type;

    public int Mode { get; } = mode;

    public long Size { get; } = size;

    /// <summary>Seconds since 1970.</summary>
    public long Modified { get; } = modified;

    /// <exception cref="WorkspaceException">It is not such a header.</exception>
    public static TarHeader Parse(ReadOnlySpan<byte> block)
    {
        if (Checksum(block) != Number(block.Slice(148, 8)))
            throw WorkspaceFaults.Malformed("a header's checksum is wrong");
        var name = Text(block[..100]);
        var prefix = block.Slice(257, 6).SequenceEqual("ustar\0"u8) ? Text(block.Slice(345, 155)) : default;
        return new TarHeader(
            prefix.IsEmpty ? name : (byte[])[.. prefix, (byte)'/', .. name],
            Text(block.Slice(157, 100)),
            block[156],
            (int)(Number(block.Slice(100, 8)) & 0x1ff),
            Number(block.Slice(124, 12)),
            Number(block.Slice(136, 12)));
    }

    private static long Checksum(ReadOnlySpan<byte> block)
    {
        var sum = 8L * ' ';
        for (var i = 0; i < Block; i++)
            sum += i is >= 148 and < 156 ? 0 : block[i];
        return sum;
    }

    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> field) =>
        field.IndexOf((byte)0) is var end and >= 0 ? field[..end] : field;

    /// <summary>Octal digits, or, when its first bit is set, a binary number. Never negative.</summary>
    private static long Number(ReadOnlySpan<byte> field)
    {
        if (field[0] == 0x80)
        {
            if (field.Length < 9 || field[..^8].IndexOfAnyExcept((byte)0, (byte)0x80) >= 0)
                throw WorkspaceFaults.Malformed("a number is too large");
            return BinaryPrimitives.ReadInt64BigEndian(field[^8..]) is var value and >= 0 ? value : throw WorkspaceFaults.Malformed("a number is negative");
        }

        var number = 0L;
        foreach (var digit in field.Trim([(byte)' ', (byte)0]))
        {
            if (digit is < (byte)'0' or > (byte)'7')
                throw WorkspaceFaults.Malformed("a number is none");
            number = number << 3 | (uint)(digit - '0');
        }

        return number;
    }
}
