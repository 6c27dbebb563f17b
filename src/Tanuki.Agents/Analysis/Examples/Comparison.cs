using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Analysis.Examples;

/// <summary>Splits a condition at its only comparison outside brackets and strings.</summary>
internal static class Comparison
{
    private static readonly string[] Symbols = ["===", "!==", "==", "!=", "<=", ">=", "<", ">"];

    /// <summary>Null without a comparison; an operator of <c>?</c> when several comparisons or <c>and</c>/<c>or</c> are joined.</summary>
    public static (string Left, string Operator, string Right)? Split(string source, string language)
    {
        var parser = new Literals.LiteralParser(source, language);
        (int At, int Length, string Operator)? found = null;
        bool several = false;
        int depth = 0;
        for (int at = 0; at < source.Length;)
        {
            char c = source[at];
            if (c is '"' or '\'' or '`')
            {
                int end = parser.StringEnd(at);
                if (end < 0)
                    return null;
                at = end;
                continue;
            }
            depth += c is '(' or '[' or '{' ? 1 : c is ')' or ']' or '}' ? -1 : 0;
            int length = depth == 0 ? OperatorLength(source, at, out string name) : Inside(out name);
            if (length > 0)
            {
                several |= found is not null || name == "?";
                found = (at, length, name);
            }
            at += Math.Max(1, length);
        }
        if (found is not { } split)
            return null;
        return (source[..split.At], several ? "?" : split.Operator, source[(split.At + split.Length)..]);
    }

    private static int Inside(out string name)
    {
        name = "";
        return 0;
    }

    private static int OperatorLength(string source, int at, out string name)
    {
        name = "";
        foreach (string symbol in Symbols)
        {
            if (string.CompareOrdinal(source, at, symbol, 0, symbol.Length) != 0)
                continue;
            if (symbol is "<" or ">" && at + 1 < source.Length && (source[at + 1] == symbol[0] || (at > 0 && source[at - 1] is '<' or '>' or '=' or '-')))
                return 0;
            name = symbol;
            return symbol.Length;
        }
        foreach (string word in (ReadOnlySpan<string>)["is not", "not in", "is", "in", "and", "or", "&&", "||"])
        {
            if (string.CompareOrdinal(source, at, word, 0, word.Length) != 0 || (at > 0 && !" )]}'\"".Contains(source[at - 1]))
                || (at + word.Length < source.Length && (char.IsLetterOrDigit(source[at + word.Length]) || source[at + word.Length] == '_')))
                continue;
            name = word is "and" or "or" or "&&" or "||" ? "?" : word;
            return word.Length;
        }
        return 0;
    }
}
