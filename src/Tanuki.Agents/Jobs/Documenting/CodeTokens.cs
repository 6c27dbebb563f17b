using Tanuki.Agents.Extraction.Python;
using Tanuki.Agents.Faults;
using Tanuki.Core.Tasks;
using PythonKind = Tanuki.Agents.Extraction.Python.TokenKind;

namespace Tanuki.Agents.Jobs.Documenting;

/// <summary>
/// A program as what the language executes of it: tokens with the structure around them, without comments, without docstrings,
/// without the width of indentation. Two texts with the same are the same program.
/// </summary>
internal static class CodeTokens
{
    /// <summary>Null for a text that does not tokenise, or a language whose comments are not known well enough.</summary>
    public static IReadOnlyList<string>? Of(string code, string language) => language switch
    {
        LanguageNames.Python => Python(code),
        LanguageNames.JavaScript => JavaScript(code),
        _ => null,
    };

    public static bool Same(string first, string second, string language) =>
        Of(first, language) is { } left && Of(second, language) is { } right && left.SequenceEqual(right, StringComparer.Ordinal);

    private static List<string>? Python(string code)
    {
        var tokens = new List<string>();
        var indents = new Stack<int>([0]);
        foreach (var line in PythonLines.Read(code))
        {
            if (line.IsBroken)
                return null;
            while (line.Indent < indents.Peek())
                indents.Pop();
            if (line.Indent > indents.Peek())
                indents.Push(line.Indent);
            if (line.Tokens.All(token => token.Kind == PythonKind.Text && IsPlain(code[token.Start..token.End])))
                continue;
            tokens.Add(FormattableString.Invariant($"\n{indents.Count}"));
            tokens.AddRange(line.Tokens.Select(token => code[token.Start..token.End]));
        }

        return tokens;
    }

    /// <summary>A formatted string runs the expressions in it.</summary>
    private static bool IsPlain(string text) => text.TrimStart('r', 'R', 'u', 'U', 'b', 'B')[0] is '"' or '\'';

    /// <summary>A line break can end a statement: where there is one before a token, it counts.</summary>
    private static List<string>? JavaScript(string code)
    {
        var tokens = new List<string>();
        var end = 0;
        foreach (var token in new SourceText("program", code, SourceLanguage.Find(LanguageNames.JavaScript)!).Tokens)
        {
            tokens.Add((code.AsSpan(end, token.Start - end).Contains('\n') ? "\n" : "") + token.Text);
            end = token.End;
        }

        // The first token may have got a comment above it.
        if (tokens.Count > 0)
            tokens[0] = tokens[0].TrimStart('\n');
        return tokens;
    }
}
