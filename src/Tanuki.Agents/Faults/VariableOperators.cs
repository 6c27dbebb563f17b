namespace Tanuki.Agents.Faults;

/// <summary>Another variable of the same function in place of the right one.</summary>
internal static class VariableOperators
{
    private const int Nearest = 2;

    private static readonly HashSet<string> Keywords = new(
        [
            "and", "as", "async", "await", "bool", "boolean", "break", "byte", "case", "catch", "char", "class", "const", "continue", "def", "default", "del", "do",
            "double", "elif", "else", "except", "extends", "false", "False", "final", "finally", "float", "for", "from", "func", "function", "go", "if", "import", "in",
            "instanceof", "int", "int64", "interface", "is", "lambda", "len", "let", "long", "map", "new", "nil", "None", "not", "null", "of", "or", "private", "public",
            "raise", "range", "record", "return", "self", "static", "string", "String", "struct", "super", "switch", "this", "throw", "throws", "true", "True", "try",
            "type", "typeof", "undefined", "var", "void", "while", "with", "yield",
        ],
        StringComparer.Ordinal);

    public static IEnumerable<SourceEdit> Find(SourceText source)
    {
        foreach (var function in source.Functions)
        {
            var uses = Enumerable.Range(0, source.Tokens.Count).Where(i => IsVariable(source, function, i)).ToList();
            for (var k = 0; k < uses.Count; k++)
            {
                var used = source.Tokens[uses[k]];
                if (IsDefinition(source, uses[k], function))
                    continue;

                // Variables that are mentioned nearby are those that people confuse.
                var others = uses.OrderBy(other => Math.Abs(other - uses[k]))
                    .Select(other => source.Tokens[other].Text)
                    .Where(name => name != used.Text)
                    .Distinct(StringComparer.Ordinal)
                    .Take(Nearest);
                foreach (var other in others)
                    yield return new SourceEdit("wrong_variable", used.Start, used.Text.Length, other);
            }
        }
    }

    private static bool IsVariable(SourceText source, SourceFunction function, int i)
    {
        var token = source.Tokens[i];
        if (token.Kind != TokenKind.Word || Keywords.Contains(token.Text) || !char.IsAsciiLetterLower(token.Text[0]) || token.Text == function.Name)
            return false;
        var line = source.LineOf(token.Start);
        var (previous, next) = (i > 0 ? source.Tokens[i - 1].Text : "", i + 1 < source.Tokens.Count ? source.Tokens[i + 1].Text : "");
        return line >= function.FirstLine && line <= function.LastLine && previous != "." && next is not ("(" or ":");
    }

    private static bool IsDefinition(SourceText source, int i, SourceFunction function) =>
        source.LineOf(source.Tokens[i].Start) == function.FirstLine
        || (i + 1 < source.Tokens.Count && source.Tokens[i + 1].Text is "=" or ":=" or "in" or ",")
        || (i > 0 && source.Tokens[i - 1].Text is "for" or "const" or "let" or "var" or "int" or "double");
}
