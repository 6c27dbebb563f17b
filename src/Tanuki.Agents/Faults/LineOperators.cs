using System.Text.RegularExpressions;

namespace Tanuki.Agents.Faults;

/// <summary>Whole lines that somebody forgot: branches for the edges, and updates.</summary>
internal static partial class LineOperators
{
    private const int MostBranchLines = 5;

    public static IEnumerable<SourceEdit> Find(SourceText source)
    {
        for (var line = 0; line < source.Lines.Count; line++)
        {
            if (source.IsInText(source.StartOf(line) + SourceText.Indent(source.Lines[line])))
                continue;
            if (Guard().IsMatch(source.Lines[line]) && BranchEnd(source.Lines, line) is { } end)
                yield return Remove(source, "missing_branch", line, end);
            else if (Update().IsMatch(source.Lines[line]))
                yield return Remove(source, "lost_update", line, line);
        }
    }

    /// <summary>The last line of a branch without an alternative; null for others and for long ones.</summary>
    private static int? BranchEnd(IReadOnlyList<string> lines, int first)
    {
        var indent = SourceText.Indent(lines[first]);
        var end = first + 1;
        while (end < lines.Count && lines[end].Trim().Length > 0 && SourceText.Indent(lines[end]) > indent)
            end++;
        if (end == first + 1 || end - first > MostBranchLines || end >= lines.Count)
            return null;
        var after = lines[end].Trim();
        if (lines[first].TrimEnd().EndsWith('{'))
            return after == "}" ? end : null;
        return after.StartsWith("el", StringComparison.Ordinal) && SourceText.Indent(lines[end]) == indent ? null : end - 1;
    }

    private static SourceEdit Remove(SourceText source, string name, int first, int last)
    {
        var start = source.StartOf(first);
        var end = last + 1 < source.Lines.Count ? source.StartOf(last + 1) : source.Text.Length;
        return new SourceEdit(name, start, end - start, "");
    }

    [GeneratedRegex(@"^\s+if\b.*[:{]\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Guard();

    [GeneratedRegex(@"^\s+(?:[\w.\[\]]+ (?:[-+*/]=) .+|[\w.\[\]]+(?:\+\+|--);?|[\w.]+[.\[][\w.\]]* = .+|[\w.]+\.(?:append|add|push|pop|remove|sort|update|set|delete)\(.*\);?|delete\(.*\))$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Update();
}
