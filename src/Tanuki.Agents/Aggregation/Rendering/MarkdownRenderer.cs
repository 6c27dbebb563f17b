using System.Text;
using Tanuki.Core.Receipts;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Aggregation.Rendering;

/// <summary>For people.</summary>
public static class MarkdownRenderer
{
    public static string Render(AggregatedAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var text = new StringBuilder();
        foreach (var file in answer.Files)
            Block(text, file.Path, LanguageOf(file.Path), file.Content);
        foreach (var diff in answer.Diffs)
            Block(text, diff.Path, "diff", diff.Unified);
        if (answer.Explanation.Length > 0)
            text.Append(answer.Explanation).Append("\n\n");
        if (answer.Tests.Count > 0)
            text.Append("## Tests\n\n");
        foreach (var file in answer.Tests)
            Block(text, file.Path, LanguageOf(file.Path), file.Content);
        List(text, "Findings", answer.Findings.Select(finding => $"**{finding.Severity.ToString().ToLowerInvariant()}** {Place(finding)}: {OneLine(finding.Message)} ({finding.Agent})"));
        List(text, "What does not fit together", answer.Conflicts.Select(OneLine));
        if (answer.Receipt is { } receipt)
            text.Append("## Receipt\n\n").Append(Sentence(receipt)).Append('\n');
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Block(StringBuilder text, string path, string language, string content)
    {
        var fence = new string('`', Math.Max(3, LongestRun(content) + 1));
        text.Append($"### {OneLine(path)}\n\n{fence}{language}\n{content.TrimEnd('\n')}\n{fence}\n\n");
    }

    private static void List(StringBuilder text, string heading, IEnumerable<string> items)
    {
        var lines = items.Select(item => $"- {item}\n").ToList();
        if (lines.Count > 0)
            text.Append($"## {heading}\n\n").AppendJoin("", lines).Append('\n');
    }

    private static string Place(FindingPart finding) =>
        finding.Line is { } line ? FormattableString.Invariant($"`{finding.Path}:{line}`") : $"`{finding.Path}`";

    private static string Sentence(Receipt receipt) => FormattableString.Invariant(
        $"{receipt.Verdict}: {OneLine(receipt.Why)} {Text.Count(receipt.Candidates.Count, "candidate")}; model {receipt.Model.Name}; run `{receipt.Run}`.");

    private static string OneLine(string text) => Text.OneLine(text, 1000);

    private static int LongestRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }
        return longest;
    }

    private static string LanguageOf(string path) =>
        LanguageNames.TryParse(Path.GetExtension(path).TrimStart('.'), out var language) ? language : "";
}
