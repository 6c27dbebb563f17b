using System.Text;

namespace Tanuki.Repositories.Changes.Diffing;

/// <summary>
/// A file as lines, each with its line end. Bytes are kept as they are: every byte is one character, so that any encoding, and none, survives.
/// </summary>
internal static class LineText
{
    public static string[] Split(ReadOnlySpan<byte> content)
    {
        var lines = new List<string>();
        while (!content.IsEmpty)
        {
            var end = content.IndexOf((byte)'\n');
            var line = end < 0 ? content : content[..(end + 1)];
            lines.Add(Encoding.Latin1.GetString(line));
            content = content[line.Length..];
        }

        return [.. lines];
    }

    public static byte[] Join(IEnumerable<string> lines) => Encoding.Latin1.GetBytes(string.Concat(lines));

    public static bool IsBinary(ReadOnlySpan<byte> content) => content[..Math.Min(content.Length, 8000)].Contains((byte)0);
}
