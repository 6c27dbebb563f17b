using System.Globalization;

namespace Tanuki.Agents.Faults;

/// <summary>One token in place of another.</summary>
internal static class TokenOperators
{
    /// <summary>Binary operators stand between spaces; what does not is a sign, a generic type or a pointer.</summary>
    private static readonly (string Operator, string From, string To)[] Binary =
    [
        ("boundary", "<", "<="), ("boundary", "<=", "<"), ("boundary", ">", ">="), ("boundary", ">=", ">"),
        ("comparison", "<", ">"), ("comparison", ">", "<"), ("comparison", "==", "!="), ("comparison", "!=", "=="),
        ("comparison", "===", "!=="), ("comparison", "!==", "==="),
        ("arithmetic", "+", "-"), ("arithmetic", "-", "+"), ("arithmetic", "*", "+"), ("arithmetic", "/", "*"), ("arithmetic", "//", "/"),
        ("arithmetic", "%", "/"), ("arithmetic", "+=", "-="), ("arithmetic", "-=", "+="),
        ("logic", "&&", "||"), ("logic", "||", "&&"), ("logic", "and", "or"), ("logic", "or", "and"),
    ];

    private static readonly (string Operator, string From, string To)[] Words =
    [
        ("boolean", "True", "False"), ("boolean", "False", "True"), ("boolean", "true", "false"), ("boolean", "false", "true"),
        ("control", "break", "continue"), ("control", "continue", "break"),
    ];

    public static IEnumerable<SourceEdit> Find(SourceText source)
    {
        var tokens = source.Tokens;
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            var previous = i > 0 ? tokens[i - 1] : null;
            var next = i + 1 < tokens.Count ? tokens[i + 1] : null;
            if (IsBetweenSpaces(source.Text, token) && previous?.Kind != TokenKind.Text && next?.Kind != TokenKind.Text)
            {
                foreach (var (name, _, to) in Binary.Where(rule => rule.From == token.Text))
                    yield return Replace(name, token, to);
                if (token.Text is "+" or "-" && next is { Kind: TokenKind.Number, Text: "1" })
                    yield return new SourceEdit("off_by_one", token.Start - 1, next.End - token.Start + 1, "");
            }

            foreach (var (name, _, to) in Words.Where(rule => rule.From == token.Text && token.Kind == TokenKind.Word))
                yield return Replace(name, token, to);
            if (token.Text is "min" or "max" && next?.Text == "(")
                yield return Replace("min_max", token, token.Text == "min" ? "max" : "min");
            if (token.Text == "not" && previous?.Text != "is" && next is not (null or { Text: "in" }))
                yield return new SourceEdit("lost_negation", token.Start, next.Start - token.Start, "");
            if (token.Text == "!" && next is { Kind: TokenKind.Word } or { Text: "(" } && previous?.Text is "(" or "if" or "&&" or "||" or "return")
                yield return Replace("lost_negation", token, "");
            if (token.Kind == TokenKind.Number && int.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                var kind = previous?.Text == "[" && next?.Text == "]" ? "wrong_index" : "constant";
                yield return Replace(kind, token, (number + 1).ToString(CultureInfo.InvariantCulture));
                if (number > 0)
                    yield return Replace(kind, token, (number - 1).ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    private static SourceEdit Replace(string name, SourceToken token, string to) => new(name, token.Start, token.Text.Length, to);

    private static bool IsBetweenSpaces(string text, SourceToken token) =>
        token.Start > 0 && text[token.Start - 1] == ' ' && token.End < text.Length && text[token.End] == ' ';
}
