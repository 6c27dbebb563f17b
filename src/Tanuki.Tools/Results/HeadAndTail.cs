using System.Globalization;

namespace Tanuki.Tools.Results;

internal static class HeadAndTail
{
    private const int LongestLine = 1000;

    /// <summary>Two thirds from the beginning and one from the end, whole lines where that is possible, and what is missing in between.</summary>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most)
            return text;
        var end = most * 2 / 3;
        if (text.LastIndexOf('\n', end) is var before && before > end - LongestLine)
            end = Math.Max(before, 0);
        var start = text.Length - most / 3;
        if (text.IndexOf('\n', start) is var after && after >= 0 && after < start + LongestLine)
            start = after + 1;
        if (char.IsLowSurrogate(text[end]))
            end--;
        if (start < text.Length && char.IsLowSurrogate(text[start]))
            start++;
        var lines = text.AsSpan(end, start - end).Count('\n');
        return string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, end)}\n[… {lines} lines, {start - end} characters left out …]\n{text.AsSpan(start)}");
    }
}
