using System.Text.RegularExpressions;

namespace Tanuki.Agents.Faults;

internal enum TokenKind
{
    Word,
    Number,
    Text,
    Operator,
}

internal sealed record SourceToken(TokenKind Kind, string Text, int Start)
{
    public int End => Start + Text.Length;
}

/// <param name="FirstLine">Counted from 0, like <paramref name="LastLine"/>, which belongs to it.</param>
internal sealed record SourceFunction(string Name, int FirstLine, int LastLine);

/// <summary>A change to a source file that would be a bug.</summary>
internal sealed record SourceEdit(string Operator, int Start, int Length, string Replacement);

/// <summary>A source file cut into tokens and functions, by patterns: enough to make mistakes with, and no parser.</summary>
internal sealed class SourceText
{
    private const string Operators =
        @"===|!==|\.\.\.|\*\*=?|//|<<=|>>=|->|=>|:=|\+\+|--|&&|\|\||\?\?|\?\.|[=!<>+\-*/%&|^]=|<<|>>|[^\s\w]";

    private readonly int[] _lineStarts;

    public SourceText(string path, string text, SourceLanguage language)
    {
        (Path, Text, Language) = (path, text, language);
        _lineStarts = [0, .. text.Select((character, at) => (character, at)).Where(pair => pair.character == '\n').Select(pair => pair.at + 1)];
        var lines = text.Split('\n');
        Lines = lines;
        Tokens = [.. Tokenise(text, language)];
        Functions = [.. FindFunctions(lines, language)];
    }

    public string Path { get; }

    public string Text { get; }

    public SourceLanguage Language { get; }

    public IReadOnlyList<string> Lines { get; }

    public IReadOnlyList<SourceToken> Tokens { get; }

    public IReadOnlyList<SourceFunction> Functions { get; }

    /// <summary>From 0.</summary>
    public int LineOf(int position)
    {
        var found = Array.BinarySearch(_lineStarts, position);
        return found >= 0 ? found : ~found - 1;
    }

    public int StartOf(int line) => _lineStarts[line];

    /// <summary>The last function that begins at or before it and has not ended; null outside of all.</summary>
    public SourceFunction? FunctionAt(int position)
    {
        var line = LineOf(position);
        return Functions.LastOrDefault(function => function.FirstLine <= line && line <= function.LastLine);
    }

    public bool IsInText(int position) => Tokens.Any(token => token.Kind == TokenKind.Text && token.Start <= position && position < token.End);

    public string With(SourceEdit edit) => string.Concat(Text.AsSpan(0, edit.Start), edit.Replacement, Text.AsSpan(edit.Start + edit.Length));

    public static int Indent(string line) => line.Length - line.TrimStart().Length;

    private static IEnumerable<SourceToken> Tokenise(string text, SourceLanguage language)
    {
        var pattern = $@"(?<comment>{language.Comments})|(?<text>{language.Strings})|(?<number>\d[\w.]*)|(?<word>[A-Za-z_$][\w$]*)|(?<operator>{Operators})";
        foreach (Match match in Regex.Matches(text, pattern, RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5)))
        {
            if (match.Groups["comment"].Success)
                continue;
            var kind = match.Groups["text"].Success ? TokenKind.Text
                : match.Groups["number"].Success ? TokenKind.Number
                : match.Groups["word"].Success ? TokenKind.Word
                : TokenKind.Operator;
            yield return new SourceToken(kind, match.Value, match.Index);
        }
    }

    /// <summary>A function ends before the next line that is indented no deeper than its first, or with it when that closes it.</summary>
    private static IEnumerable<SourceFunction> FindFunctions(string[] lines, SourceLanguage language)
    {
        for (var first = 0; first < lines.Length; first++)
        {
            if (language.Function.Match(lines[first]) is not { Success: true } match)
                continue;
            var indent = Indent(lines[first]);
            var end = first + 1;
            while (end < lines.Length && (lines[end].Trim().Length == 0 || Indent(lines[end]) > indent))
                end++;
            var closes = end < lines.Length && lines[end].TrimStart().StartsWith('}');
            yield return new SourceFunction(match.Groups["name"].Value, first, closes ? end : end - 1);
        }
    }
}
