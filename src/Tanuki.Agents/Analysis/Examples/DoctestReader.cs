using System.Text.RegularExpressions;
using Tanuki.Agents.Analysis.Literals;

namespace Tanuki.Agents.Analysis.Examples;

/// <summary><c>&gt;&gt;&gt; f(1)</c> with its result on the lines that follow.</summary>
internal static partial class DoctestReader
{
    public static void Read(ExampleFinder finder)
    {
        string text = finder.Text;
        foreach (Match match in Prompt().Matches(text))
        {
            int start = match.Index + match.Length;
            int end = LineEnd(text, start);
            while (Continuation().Match(text, Math.Min(end + 1, text.Length)) is { Success: true } more && end < text.Length)
                end = LineEnd(text, more.Index + more.Length);
            string source = Continued().Replace(text[start..end], "\n");
            string result = Result(text, end, match.Groups["indent"].Length, out int resultEnd);
            if (result.Length > 0 && Add(finder, source, result, start, resultEnd))
                finder.MarkRead(match.Index, resultEnd);
        }
    }

    private static bool Add(ExampleFinder finder, string source, string result, int start, int end)
    {
        var call = Calls.Find(source, finder.Function, finder.Language).FirstOrDefault();
        if (call is null || !Expressions.IsClosed(call, finder.Language))
            return false;
        string before = source[..call.Start].TrimStart(), after = source[call.End..];
        int comment = after.IndexOf('#', StringComparison.Ordinal);
        after = (comment >= 0 ? after[..comment] : after).TrimEnd();
        // `>>> f(1) == 2` or `>>> x = f(1)` are not values of their own; the inline reader may still know them.
        if (after.Length > 0 && after.Trim() is ['=', ..] or ['!', ..] || before.Contains('=', StringComparison.Ordinal))
            return false;
        bool printed = before == "print(" && after.Trim() == ")";
        if (printed)
            (before, after) = ("", "");
        var literal = LiteralParser.Parse(result, finder.Language);
        if (literal is not null && !(printed && literal is TextLiteral))
        {
            finder.Add(call, literal, start, end, before, after);
            return true;
        }
        // Printed text, or a string whose quotes the author left out.
        if (result.Contains('\n', StringComparison.Ordinal) || Unlikely().IsMatch(result) || before.Length > 0)
            return false;
        finder.Add(call, new TextLiteral(result), start, end, "str(", ")");
        return true;
    }

    private static string Result(string text, int end, int indent, out int resultEnd)
    {
        var lines = new List<string>();
        resultEnd = end;
        int at = end + 1;
        while (at < text.Length)
        {
            int stop = LineEnd(text, at);
            string line = text[at..stop];
            string content = line.Trim();
            if (content.Length == 0 || content.StartsWith(">>>", StringComparison.Ordinal) || line.Length - line.TrimStart().Length < indent)
                break;
            int quotes = Quotes().Match(content) is { Success: true } match ? match.Index : -1;
            if (quotes != 0)
                lines.Add(quotes > 0 ? content[..quotes].TrimEnd() : content);
            if (quotes >= 0)
                break;
            resultEnd = stop;
            at = stop + 1;
        }
        // People write prose right below a result: the longest run of lines that is one value counts.
        for (int count = lines.Count; count > 1; count--)
        {
            string joined = string.Join('\n', lines.Take(count));
            if (LiteralParser.Parse(joined, Core.Tasks.LanguageNames.Python) is not null)
                return joined;
        }
        return lines.Count == 0 ? "" : lines[0];
    }

    private static int LineEnd(string text, int at) => at >= text.Length ? text.Length : text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length;

    [GeneratedRegex(@"^(?<indent>[ \t]*)>>>[ \t]*", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Prompt();

    [GeneratedRegex(@"\G[ \t]*\.\.\.(?=[ \t\n])[ \t]?", RegexOptions.CultureInvariant)]
    private static partial Regex Continuation();

    [GeneratedRegex(@"\n[ \t]*\.\.\.[ \t]?", RegexOptions.CultureInvariant)]
    private static partial Regex Continued();

    [GeneratedRegex("\"\"\"$|'''$|^(\"\"\"|''')", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Quotes();

    [GeneratedRegex(@"Error|Exception|Traceback|\.\.\.|^[\[({'""]|^#", RegexOptions.CultureInvariant)]
    private static partial Regex Unlikely();
}
