using System.Text;

namespace Tanuki.Tools.Workspaces;

/// <summary>A file's text with line ends as <c>\n</c>, and what is needed to write it back as it was.</summary>
/// <param name="Mark">Begins with a byte order mark.</param>
/// <param name="Windows">Every line ends with <c>\r\n</c>.</param>
internal sealed record TextFile(string Text, bool Mark, bool Windows)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Without the last line's end.</summary>
    public string[] Lines => (Text.EndsWith('\n') ? Text[..^1] : Text).Split('\n');

    /// <summary>Null when it is not UTF-8, or holds a NUL.</summary>
    public static TextFile? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Contains((byte)0))
            return null;
        var mark = bytes.StartsWith(Encoding.UTF8.Preamble);
        try
        {
            var text = Strict.GetString(mark ? bytes[Encoding.UTF8.Preamble.Length..] : bytes);
            var windows = text.Contains("\r\n", StringComparison.Ordinal) && !text.Replace("\r\n", "", StringComparison.Ordinal).Contains('\n');
            return new TextFile(windows ? text.Replace("\r\n", "\n", StringComparison.Ordinal) : text, mark, windows);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    public byte[] With(string text)
    {
        text = Windows ? text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal) : text;
        return Mark ? [.. Encoding.UTF8.Preamble, .. Strict.GetBytes(text)] : Strict.GetBytes(text);
    }
}
