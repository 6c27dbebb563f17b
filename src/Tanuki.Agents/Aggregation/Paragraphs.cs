namespace Tanuki.Agents.Aggregation;

/// <summary>Splits Markdown at empty lines that are not inside a block of code.</summary>
internal static class Paragraphs
{
    public static IReadOnlyList<string> Split(string markdown)
    {
        var paragraphs = new List<string>();
        var lines = new List<string>();
        var inCode = false;
        foreach (var line in markdown.Split('\n').Append(""))
        {
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal))
                inCode = !inCode;
            if (line.Trim().Length > 0 || inCode)
            {
                lines.Add(line.TrimEnd());
                continue;
            }
            Take(paragraphs, lines);
        }
        Take(paragraphs, lines);
        return paragraphs;
    }

    private static void Take(List<string> paragraphs, List<string> lines)
    {
        if (lines.Count > 0)
            paragraphs.Add(string.Join('\n', lines));
        lines.Clear();
    }
}
