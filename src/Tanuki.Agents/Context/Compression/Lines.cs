namespace Tanuki.Agents.Context.Compression;

/// <summary>Cuts texts by whole lines where lines are short enough.</summary>
internal static class Lines
{
    private const string Gap = "…";

    public static int Count(string text) => text.Length == 0 ? 0 : text.TrimEnd('\n').AsSpan().Count('\n') + 1;

    /// <param name="most">Characters, the sign for the gap not counted.</param>
    /// <param name="headOnly">Else as much of the tail as of the head.</param>
    public static CutText Cut(string text, int most, bool headOnly)
    {
        if (text.Length <= most)
            return new CutText(text, 0);
        var headLength = headOnly ? most : most - most / 2;
        var head = text[..HeadEnd(text, headLength)];
        var tail = headOnly ? "" : text[TailStart(text, text.Length - (most - head.Length), head.Length)..];
        var missing = text[head.Length..^tail.Length];
        return new CutText($"{head.TrimEnd('\n')}\n{Gap}\n{tail}".Trim('\n'), Math.Max(1, Count(missing.Trim('\n'))));
    }

    /// <summary>The end of the last whole line within; inside of a line that alone is longer.</summary>
    private static int HeadEnd(string text, int length)
    {
        var line = length == 0 ? 0 : text.LastIndexOf('\n', length - 1) + 1;
        var end = line > length / 2 ? line : length;
        return end > 0 && char.IsHighSurrogate(text[end - 1]) ? end - 1 : end;
    }

    private static int TailStart(string text, int start, int least)
    {
        start = Math.Max(start, least);
        var line = start < text.Length ? text.IndexOf('\n', start) + 1 : 0;
        var begin = line > 0 && line - start <= (text.Length - start) / 2 ? line : start;
        return begin < text.Length && char.IsLowSurrogate(text[begin]) ? begin + 1 : begin;
    }
}

/// <param name="MissingLines">Whole ones and parts of them.</param>
internal sealed record CutText(string Text, int MissingLines);
