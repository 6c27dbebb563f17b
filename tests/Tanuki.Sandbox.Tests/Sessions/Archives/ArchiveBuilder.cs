using System.Globalization;
using System.Text;
using Tanuki.Sandbox.Sessions;
using Tanuki.Sandbox.Sessions.Archives;

namespace Tanuki.Sandbox.Tests.Sessions.Archives;

/// <summary>Writes tar archives of any kind, those that no tar would write included.</summary>
internal sealed class ArchiveBuilder
{
    private readonly MemoryStream _archive = new();

    public byte[] Bytes => [.. _archive.ToArray(), .. new byte[1024]];

    /// <param name="size">What the header claims; by default the content's.</param>
    public ArchiveBuilder Add(string name, char type = '0', string content = "", string link = "", long? size = null) =>
        Add(Encoding.UTF8.GetBytes(name), type, Encoding.UTF8.GetBytes(content), Encoding.UTF8.GetBytes(link), size);

    public ArchiveBuilder Add(byte[] name, char type, byte[] content, byte[] link, long? size = null)
    {
        var header = new byte[512];
        name.AsSpan(0, Math.Min(100, name.Length)).CopyTo(header);
        Octal(header.AsSpan(100, 8), 0x1a4);
        Octal(header.AsSpan(124, 12), size ?? content.Length);
        Octal(header.AsSpan(136, 12), 1_577_934_245);
        header[156] = (byte)type;
        link.AsSpan(0, Math.Min(100, link.Length)).CopyTo(header.AsSpan(157));
        "ustar\0"u8.CopyTo(header.AsSpan(257));
        Octal(header.AsSpan(148, 7), 8 * ' ' + header.Sum(value => value));
        _archive.Write(header);
        _archive.Write(content);
        _archive.Write(new byte[(512 - content.Length % 512) % 512]);
        return this;
    }

    /// <summary>An extended header for the next entry.</summary>
    public ArchiveBuilder Extend(string key, string value)
    {
        var rest = Encoding.UTF8.GetByteCount($" {key}={value}\n");
        var length = rest + 1;
        while (length != rest + length.ToString(CultureInfo.InvariantCulture).Length)
            length = rest + length.ToString(CultureInfo.InvariantCulture).Length;
        return Add("extension", 'x', $"{length} {key}={value}\n");
    }

    public ArchiveBuilder Raw(byte[] bytes)
    {
        _archive.Write(bytes);
        return this;
    }

    public static Task<WorkspaceTree> ReadAsync(byte[] archive, WorkspaceLimits? limits = null, WorkspaceTree? known = null) =>
        new WorkspaceArchiveReader(new MemoryStream(archive), limits ?? new WorkspaceLimits(), known).ReadAsync(CancellationToken.None);

    private static void Octal(Span<byte> field, long value)
    {
        var digits = Convert.ToString(value, 8).PadLeft(field.Length - 1, '0');
        Encoding.ASCII.GetBytes(digits[^(field.Length - 1)..]).CopyTo(field);
    }
}
