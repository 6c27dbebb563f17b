namespace Tanuki.Agents.Faults;

/// <summary>Swapped arguments, lost clamps and swapped branches of conditional expressions.</summary>
internal static class ArgumentOperators
{
    private const int Longest = 40;
    private static readonly string[] NoCalls = ["if", "for", "while", "switch", "catch", "return", "def", "func", "function", "case", "in", "and", "or", "not"];

    public static IEnumerable<SourceEdit> Find(SourceText source)
    {
        for (var i = 0; i + 1 < source.Tokens.Count; i++)
        {
            if (IsCall(source, i) && Arguments(source, i + 1) is [var first, var second, ..] arguments)
            {
                if (first.Text != second.Text)
                    yield return new SourceEdit("swapped_arguments", first.Start, second.Start + second.Text.Length - first.Start, Swapped(source, first, second));
                if (arguments.Count == 2 && source.Tokens[i].Text is "min" or "max")
                    yield return Clamp(source, i, first, second);
            }

            if (source.Tokens[i].Text == "?" && Ternary(source, i) is { } swapped)
                yield return swapped;
            if (source.Tokens[i].Text == "if" && i > 0 && Conditional(source, i) is { } other)
                yield return other;
        }
    }

    private static bool IsCall(SourceText source, int i)
    {
        var (word, open) = (source.Tokens[i], source.Tokens[i + 1]);
        return word.Kind == TokenKind.Word && open.Text == "(" && open.Start == word.End && !NoCalls.Contains(word.Text)
            && (i == 0 || source.Tokens[i - 1].Text is not ("def" or "func" or "function" or "class"))
            && source.Functions.All(function => function.FirstLine != source.LineOf(word.Start) || function.Name != word.Text);
    }

    /// <summary>The short arguments of one line, in order; empty when there is another kind among them.</summary>
    private static List<(int Start, string Text)> Arguments(SourceText source, int open)
    {
        var found = new List<(int, string)>();
        var (depth, from) = (0, source.Tokens[open].End);
        for (var i = open; i < source.Tokens.Count; i++)
        {
            var token = source.Tokens[i];
            depth += token.Text is "(" or "[" or "{" ? 1 : token.Text is ")" or "]" or "}" ? -1 : 0;
            if ((depth == 1 && token.Text == ",") || depth == 0)
            {
                var text = source.Text[from..token.Start];
                var lead = text.Length - text.TrimStart().Length;
                if (text.Trim().Length is 0 or > Longest || text.Contains('\n') || text.Contains('='))
                    return [];
                found.Add((from + lead, text.Trim()));
                from = token.End;
            }

            if (depth == 0)
                return found;
        }

        return [];
    }

    private static string Swapped(SourceText source, (int Start, string Text) first, (int Start, string Text) second) =>
        second.Text + source.Text[(first.Start + first.Text.Length)..second.Start] + first.Text;

    /// <summary>The longer argument alone; the shorter one is the bound.</summary>
    private static SourceEdit Clamp(SourceText source, int word, (int Start, string Text) first, (int Start, string Text) second)
    {
        var isMath = word > 1 && source.Tokens[word - 1].Text == "." && source.Tokens[word - 2].Text == "Math";
        var start = isMath ? source.Tokens[word - 2].Start : source.Tokens[word].Start;
        var end = source.Text.IndexOf(')', second.Start + second.Text.Length) + 1;
        return new SourceEdit("lost_clamp", start, end - start, $"({(first.Text.Length > second.Text.Length ? first.Text : second.Text)})");
    }

    private static SourceEdit? Ternary(SourceText source, int question)
    {
        var (depth, colon) = (0, -1);
        for (var i = question + 1; i < source.Tokens.Count; i++)
        {
            var token = source.Tokens[i];
            depth += token.Text is "(" or "[" or "{" or "?" ? 1 : token.Text is ")" or "]" or "}" ? -1 : 0;
            if (depth == 0 && token.Text == ":" && colon < 0)
                colon = i;
            else if (token.Text == ":" && depth > 0)
                depth--;
            if (depth < 0 || (depth == 0 && token.Text is ";" or ","))
            {
                if (colon < 0)
                    return null;
                var (yes, no) = (source.Text[source.Tokens[question].End..source.Tokens[colon].Start].Trim(), source.Text[source.Tokens[colon].End..token.Start].Trim());
                var start = source.Tokens[question].End + 1;
                return new SourceEdit("swapped_branches", start, token.Start - start, $"{no} : {yes}");
            }
        }

        return null;
    }

    /// <summary><c>a if c else b</c> that is all that a line returns or assigns.</summary>
    private static SourceEdit? Conditional(SourceText source, int at)
    {
        var line = source.LineOf(source.Tokens[at].Start);
        var text = source.Lines[line];
        var start = text.IndexOf("return ", StringComparison.Ordinal) is >= 0 and var returned ? returned + 7
            : text.IndexOf(" = ", StringComparison.Ordinal) is >= 0 and var assigned ? assigned + 3 : -1;
        var (condition, otherwise) = (text.IndexOf(" if ", StringComparison.Ordinal), text.IndexOf(" else ", StringComparison.Ordinal));
        if (start < 0 || condition <= start || otherwise <= condition)
            return null;
        var (yes, no) = (text[start..condition], text[(otherwise + 6)..]);
        return new SourceEdit("swapped_branches", source.StartOf(line) + start, text.Length - start, $"{no}{text[condition..(otherwise + 6)]}{yes}");
    }
}
