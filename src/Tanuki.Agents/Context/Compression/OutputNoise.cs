using System.Text.RegularExpressions;
using Tanuki.Core.Texts;

namespace Tanuki.Agents.Context.Compression;

/// <summary>Takes out of a program's output what a reader skips: colours, times, progress that was drawn over, repetitions, the middle of long stacks.</summary>
internal static partial class OutputNoise
{
    /// <summary>A repetition of so many lines, or fewer, is seen: a frame and its source line, and recursion through two functions.</summary>
    private const int LongestPeriod = 4;

    private const int FramesKept = 3;

    public static string Remove(string output)
    {
        var lines = Printable.WithoutControls(DrawnOver().Replace(output.Replace("\r\n", "\n", StringComparison.Ordinal), ""))
            .TrimEnd('\n').Split('\n')
            .Select(line => Times().Replace(line, "").TrimEnd())
            .ToList();
        return string.Join('\n', WithoutStackMiddles(WithoutRepetitions(lines)));
    }

    private static List<string> WithoutRepetitions(List<string> lines)
    {
        var kept = new List<string>();
        for (var i = 0; i < lines.Count;)
        {
            var (period, times) = Repetition(lines, i);
            kept.AddRange(lines.GetRange(i, period));
            if (times > 1)
                kept.Add(period == 1 ? $"(this line {times} times)" : FormattableString.Invariant($"(these {period} lines {times} times)"));
            i += period * times;
        }
        return kept;
    }

    /// <summary>Two equal lines say less than the words about them.</summary>
    private static (int Period, int Times) Repetition(List<string> lines, int start)
    {
        for (var period = 1; period <= LongestPeriod; period++)
        {
            var end = start + period;
            while (end < lines.Count && lines[end] == lines[end - period])
                end++;
            if ((end - start) / period is > 2 and var times)
                return (period, times);
        }
        return (1, 1);
    }

    private static List<string> WithoutStackMiddles(List<string> lines)
    {
        var kept = new List<string>();
        for (var i = 0; i < lines.Count;)
        {
            List<int> frames = [];
            var end = i;
            // A frame may have its source line below it.
            while (end < lines.Count && (Frame().IsMatch(lines[end]) || (end > i && Frame().IsMatch(lines[end - 1]) && lines[end].StartsWith("    ", StringComparison.Ordinal))))
            {
                if (Frame().IsMatch(lines[end]))
                    frames.Add(end);
                end++;
            }

            if (frames.Count <= 2 * FramesKept + 1)
            {
                kept.AddRange(lines.GetRange(i, Math.Max(1, end - i)));
                i = Math.Max(i + 1, end);
                continue;
            }
            kept.AddRange(lines.GetRange(i, frames[FramesKept] - i));
            kept.Add(FormattableString.Invariant($"  ({frames.Count - 2 * FramesKept} more frames)"));
            kept.AddRange(lines.GetRange(frames[^FramesKept], end - frames[^FramesKept]));
            i = end;
        }
        return kept;
    }

    [GeneratedRegex(@"^[^\n]*\r(?!\n)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex DrawnOver();

    [GeneratedRegex(@"^(\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d([.,]\d+)?(Z|[+-]\d\d:?\d\d)?\]?|\[?\d\d:\d\d:\d\d([.,]\d+)?\]?)[:,]?\s+", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Times();

    [GeneratedRegex(@"^\s+(at \S|File "".*"", line \d|\d+: 0x|from \S+:\d+:in )", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Frame();
}
