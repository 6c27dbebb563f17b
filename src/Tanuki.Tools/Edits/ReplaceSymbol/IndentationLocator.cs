using System.Text.RegularExpressions;

namespace Tanuki.Tools.Edits.ReplaceSymbol;

/// <summary>
/// Finds definitions of Python and of languages with braces by how code is laid out, without parsing: a definition goes on while
/// lines are indented deeper than its head. Code that is not laid out so is not found. For where nothing better is at hand.
/// </summary>
internal sealed partial class IndentationLocator : ISymbolLocator
{
    public IReadOnlyList<SymbolLines> Locate(string path, string text, string symbol)
    {
        var lines = text.Split('\n');
        var python = path.EndsWith(".py", StringComparison.Ordinal);
        var parts = symbol.Split(["::", "."], StringSplitOptions.None);
        IReadOnlyList<(int First, int Last)> within = [(0, lines.Length - 1)];
        foreach (var part in parts)
            within = [.. within.SelectMany(range => Definitions(lines, range, part, python, inner: range != (0, lines.Length - 1)))];
        return [.. within.Select(range => new SymbolLines(symbol, Above(lines, range.First) + 1, range.Last + 1))];
    }

    private static IEnumerable<(int First, int Last)> Definitions(string[] lines, (int First, int Last) within, string name, bool python, bool inner)
    {
        if (!Identifier().IsMatch(name))
            yield break;
        var escaped = Regex.Escape(name);
        var head = new Regex(
            python ? $@"^\s*(async\s+)?(def|class)\s+{escaped}\b"
                : $@"\b(class|struct|interface|enum|trait|impl|record|function|func|fn|const|let|var)\s+{escaped}\b|^\s*(func\s*\([^)]*\)\s*)?[^{{}}=;()]*(?<![.\w$]){escaped}\s*(<[^>]*>)?\(",
            RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        for (var i = within.First + (inner ? 1 : 0); i <= within.Last; i++)
        {
            var line = lines[i];
            if (line.Length > 500 || !head.IsMatch(line) || !python && (Statement().IsMatch(line) || TakesBlock(line)) || End(lines, i, within.Last, python) is not { } last)
                continue;
            yield return (i, last);
            i = last;
        }
    }

    /// <summary>A call whose last argument is a function that begins here.</summary>
    private static bool TakesBlock(string line) => line.TrimEnd().EndsWith('{') && line.Count(character => character == '(') != line.Count(character => character == ')');

    private static int? End(string[] lines, int head, int most, bool python)
    {
        var depth = Depth(lines[head]);
        var last = head;
        for (var i = head + 1; i <= most; i++)
        {
            var line = lines[i].TrimStart();
            if (line.Length == 0)
                continue;
            if (Depth(lines[i]) < depth)
                break;
            if (Depth(lines[i]) == depth)
            {
                if (!python && line[0] == '}')
                    return i;
                if (line[0] is not (')' or ']') && (python || line[0] != '{'))
                    break;
            }

            last = i;
        }

        return python || last == head && lines[head].TrimEnd().EndsWith('}') ? last : null;
    }

    /// <summary>Decorators and attributes belong to what is below them.</summary>
    private static int Above(string[] lines, int head)
    {
        var depth = Depth(lines[head]);
        while (head > 0 && Depth(lines[head - 1]) == depth && lines[head - 1].TrimStart() is ['@', ..] or ['#', '[', ..] or ['[', ..])
            head--;
        return head;
    }

    private static int Depth(string line) => line.Length - line.TrimStart().Length;

    [GeneratedRegex(@"^\s*(if|for|foreach|while|switch|return|else|catch|case|throw|await|new|yield|using|lock)\b|;\s*$", RegexOptions.ExplicitCapture)]
    private static partial Regex Statement();

    [GeneratedRegex(@"^[\p{L}_$][\p{L}\p{N}_$]*\z")]
    private static partial Regex Identifier();
}
