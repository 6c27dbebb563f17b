using System.Globalization;
using System.Text;

namespace Tanuki.Sandbox.Sessions;

/// <summary>Which paths and link targets may leave a sandbox.</summary>
internal static class WorkspacePath
{
    public const int LongestBytes = 4096;
    private const int LongestName = 255;
    private const int Deepest = 64;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// Relative, without <c>./</c> at its start and <c>/</c> at its end; empty for the workspace itself. Null for a name that is not UTF-8.
    /// </summary>
    /// <exception cref="WorkspaceException">It leads out of the workspace, or is longer or deeper than any file system's.</exception>
    public static string? Normalise(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > LongestBytes)
            throw new WorkspaceException(WorkspaceFault.TooMany, $"A path is longer than {LongestBytes} bytes.");
        if (bytes.Contains((byte)0))
            throw WorkspaceFaults.Malformed("a path holds a NUL");
        if (bytes.StartsWith("/"u8))
            throw new WorkspaceException(WorkspaceFault.Escapes, $"'{Printable(bytes)}' is an absolute path.");
        bytes = Trim(bytes);
        if (bytes.SequenceEqual("."u8))
            return "";
        var depth = 0;
        foreach (var range in bytes.Split((byte)'/'))
        {
            var name = bytes[range];
            if (name.SequenceEqual(".."u8))
                throw new WorkspaceException(WorkspaceFault.Escapes, $"'{Printable(bytes)}' leads out of the workspace.");
            if (!bytes.IsEmpty && (name.IsEmpty || name.SequenceEqual("."u8)))
                throw WorkspaceFaults.Malformed($"'{Printable(bytes)}' has an empty part");
            if (name.Length > LongestName || ++depth > Deepest)
                throw new WorkspaceException(WorkspaceFault.TooMany, $"'{Printable(bytes)[..40]}…' is longer or deeper than a path may be.");
        }

        return Text(bytes);
    }

    /// <summary>Without <c>./</c> at its start and <c>/</c> at its end.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> bytes)
    {
        while (bytes.StartsWith("./"u8))
            bytes = bytes[2..].TrimStart((byte)'/');
        return bytes.TrimEnd((byte)'/');
    }

    /// <summary>Null when it is not UTF-8.</summary>
    public static string? Text(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The folders above, the topmost first.</summary>
    public static IEnumerable<string> Parents(string path)
    {
        for (var end = path.IndexOf('/', StringComparison.Ordinal); end >= 0; end = path.IndexOf('/', end + 1))
            yield return path[..end];
    }

    /// <summary>False for what a terminal, a log or an option parser could misread.</summary>
    public static bool IsSafe(string path) => !path.StartsWith('-') && !path.EnumerateRunes().Any(Misread);

    /// <summary>
    /// Whether a link's target stays inside whatever the links on its way point to: only leading <c>..</c>, from folders that
    /// are no links, and never more than there are folders.
    /// </summary>
    public static bool StaysInside(string link, string target)
    {
        if (target.Length == 0 || target.StartsWith('/') || target.EnumerateRunes().Any(Misread))
            return false;
        var depth = link.Count(character => character == '/');
        var descending = false;
        foreach (var part in target.Split('/'))
        {
            if (part != "..")
                descending |= part is not ("" or ".");
            else if (descending || --depth < 0)
                return false;
        }

        return true;
    }

    public static string Printable(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        while (!bytes.IsEmpty && text.Length < 1024)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var used);
            if (status != System.Buffers.OperationStatus.Done)
                text.Append(CultureInfo.InvariantCulture, $"\\x{bytes[0]:x2}");
            else if (Misread(rune))
                text.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            else
                text.Append(rune.ToString());
            bytes = bytes[(status == System.Buffers.OperationStatus.Done ? used : 1)..];
        }

        return text.ToString();
    }

    private static bool Misread(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
