using System.Globalization;
using System.Text;

namespace Tanuki.Sandbox.Sessions.Archives;

/// <summary>What an extended header says about the entry after it; other records are passed over.</summary>
internal sealed record PaxRecords(byte[]? Path, byte[]? Link, long? Size, DateTimeOffset? Modified)
{
    public static PaxRecords None { get; } = new(null, null, null, null);

    /// <summary>Records are <c>LENGTH KEY=VALUE\n</c>, the length that of the whole record.</summary>
    /// <exception cref="WorkspaceException">They are not such records.</exception>
    public static PaxRecords Parse(ReadOnlySpan<byte> bytes)
    {
        var records = None;
        while (!bytes.IsEmpty)
        {
            var space = bytes.IndexOf((byte)' ');
            if (space is < 1 or > 6 || !int.TryParse(bytes[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length <= space + 1 || length > bytes.Length || bytes[length - 1] != '\n')
                throw WorkspaceFaults.Malformed("an extended header's record is none");
            var record = bytes[(space + 1)..(length - 1)];
            var equals = record.IndexOf((byte)'=');
            if (equals < 0)
                throw WorkspaceFaults.Malformed("an extended header's record has no value");
            records = records.With(record[..equals], record[(equals + 1)..]);
            bytes = bytes[length..];
        }

        return records;
    }

    private PaxRecords With(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (key.SequenceEqual("path"u8))
            return this with { Path = value.ToArray() };
        if (key.SequenceEqual("linkpath"u8))
            return this with { Link = value.ToArray() };
        if (key.SequenceEqual("size"u8))
            return this with { Size = Number(value) };
        if (key.SequenceEqual("mtime"u8))
            return this with { Modified = Time(value) };
        return key.StartsWith("GNU.sparse."u8) ? throw WorkspaceFaults.Malformed("a sparse file is not expected") : this;
    }

    private static long Number(ReadOnlySpan<byte> value) => long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw WorkspaceFaults.Malformed("a size is none");

    /// <summary>Times that cannot be told are those of the archive's own clock; nothing depends on them but builds.</summary>
    private static DateTimeOffset? Time(ReadOnlySpan<byte> value) =>
        decimal.TryParse(Encoding.Latin1.GetString(value), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
            && seconds is > -60_000_000_000m and < 250_000_000_000m
            ? DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : null;
}
