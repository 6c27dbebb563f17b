namespace Tanuki.Tools.Results;

/// <summary>What stays of a text that is too long: whole lines where lines are short enough, and no character split.</summary>
/// <param name="Head">With its last line's end; all of a text that is short enough.</param>
/// <param name="Tail">Empty where nothing was taken out.</param>
/// <param name="MissingLines">Whole ones and parts of them; 0 where nothing was taken out.</param>
public sealed record HeadAndTail(string Head, string Tail, int MissingLines, int MissingCharacters)
{
    /// <param name="most">Characters of both together, at least 0.</param>
    /// <param name="headShare">How much of it is the head's, from 0 to 1.</param>
    public static HeadAndTail Of(string text, int most, double headShare)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length <= most)
            return new HeadAndTail(text, "", 0, 0);
        var end = HeadEnd(text, (int)Math.Ceiling(most * headShare));
        var start = headShare >= 1 ? text.Length : TailStart(text, text.Length - (most - end), end);
        return new HeadAndTail(text[..end], text[start..], Math.Max(1, Lines(text[end..start].Trim('\n'))), start - end);
    }

    /// <summary>Both, with a line of one's own for what is missing.</summary>
    public string With(string gap) => MissingLines == 0 ? Head : $"{Head.TrimEnd('\n')}\n{gap}\n{Tail}".TrimStart('\n');

    /// <summary>Of a text; the last one counts with and without its end.</summary>
    public static int Lines(string text) => text.Length == 0 ? 0 : text.TrimEnd('\n').AsSpan().Count('\n') + 1;

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
