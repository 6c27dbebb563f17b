using System.Text.RegularExpressions;
using Tanuki.Agents.Analysis.Literals;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Analysis.Examples;

/// <summary>Assertions of the languages' own kinds and of the usual test frameworks.</summary>
internal static partial class AssertionReader
{
    public static void Read(ExampleFinder finder)
    {
        foreach (Match match in Statement().Matches(finder.Text))
            Condition(finder, match, match.Index + match.Length, StatementEnd(finder, match.Index + match.Length));
        foreach (Match match in Expect().Matches(finder.Text))
            Expectation(finder, match);
        foreach (Match match in Framework().Matches(finder.Text))
            FrameworkCall(finder, match);
    }

    /// <summary><c>assert A == B</c> and its like; the end is where the condition ends.</summary>
    private static void Condition(ExampleFinder finder, Match match, int start, int end)
    {
        string source = finder.Text[start..end].Trim().TrimEnd(';');
        if (finder.IsRead(match.Index) || source.Length == 0)
            return;
        bool negated = false;
        if (Not().Match(source) is { Success: true } not && Comparison.Split(source, finder.Language) is null)
        {
            negated = true;
            source = source[not.Length..];
        }
        var comparison = Comparison.Split(source, finder.Language);
        if (comparison is null)
        {
            Truth(finder, source, !negated, match.Index, end);
            return;
        }
        var (left, op, right) = comparison.Value;
        bool onLeft = Mentions(left, finder.Function), onRight = Mentions(right, finder.Function);
        if (onLeft == onRight || op is not ("==" or "===" or "is"))
        {
            if (onLeft != onRight || (onLeft && op is not ("==" or "===" or "is")))
                Truth(finder, source, true, match.Index, end);
            return;
        }
        Value(finder, onLeft ? left : right, onLeft ? right : left, match.Index, end);
    }

    private static void Value(ExampleFinder finder, string actual, string expected, int start, int end)
    {
        actual = Unwrap(actual, finder.Language);
        expected = expected.Trim();
        if (SingleCall(finder, actual, out string before, out string after) is not { } call)
            return;
        var literal = LiteralParser.Parse(expected, finder.Language);
        if (literal is not null)
            finder.Add(call, literal, start, end, before, after);
        else if (Expressions.IsClosed(expected, finder.Language) && !Mentions(expected, finder.Function))
            finder.Add(call, expected, null, start, end, before, after);
    }

    /// <summary>Only the truth of the expression is asserted; it may be any truthy value.</summary>
    private static void Truth(ExampleFinder finder, string source, bool expected, int start, int end)
    {
        source = Unwrap(source, finder.Language);
        if (SingleCall(finder, source, out string before, out string after) is not { } call)
            return;
        string close = ")";
        string open = finder.Language switch { LanguageNames.Python => "bool(", LanguageNames.JavaScript => "Boolean(", _ => "" };
        if (open.Length == 0)
            close = "";
        if (finder.Language == LanguageNames.Python)
            before = before.Replace("math.", "__import__('math').", StringComparison.Ordinal);
        finder.Add(call, new BoolLiteral(expected), start, end, open + before, after + close);
    }

    private static Call? SingleCall(ExampleFinder finder, string source, out string before, out string after)
    {
        before = after = "";
        var calls = Calls.Find(source, finder.Function, finder.Language).Take(2).ToList();
        if (calls.Count == 0)
            return null;
        var call = calls[0];
        before = source[..call.Start];
        after = source[call.End..];
        bool closed = Expressions.IsClosed(call, finder.Language) && Expressions.IsClosed(before + "0" + after, finder.Language);
        return closed ? call : null;
    }

    private static void Expectation(ExampleFinder finder, Match match)
    {
        var parser = new LiteralParser(finder.Text, finder.Language);
        int start = match.Index + match.Length;
        int close = parser.ExpressionEnd(start, ")");
        if (close >= finder.Text.Length || finder.Text[close] != ')' || finder.IsRead(match.Index))
            return;
        string actual = finder.Text[start..close];
        var matcher = Matcher().Match(finder.Text, close + 1);
        if (!matcher.Success)
            return;
        int from = close + 1 + matcher.Length;
        int end = parser.ExpressionEnd(from, ")");
        string expected = finder.Text[from..end];
        end = Math.Min(end + 1, finder.Text.Length);
        switch (matcher.Groups["kind"].Value)
        {
            case "BeTruthy":
                Truth(finder, actual, true, match.Index, end);
                break;
            case "BeFalsy":
                Truth(finder, actual, false, match.Index, end);
                break;
            case "BeNull":
                Value(finder, actual, "null", match.Index, end);
                break;
            case "BeUndefined":
                Value(finder, actual, "undefined", match.Index, end);
                break;
            case "BeTrue":
                Value(finder, actual, "true", match.Index, end);
                break;
            case "BeFalse":
                Value(finder, actual, "false", match.Index, end);
                break;
            default:
                Value(finder, actual, expected, match.Index, end);
                break;
        }
    }

    private static void FrameworkCall(ExampleFinder finder, Match match)
    {
        int at = match.Index + match.Length;
        if (finder.IsRead(match.Index))
            return;
        var parser = new LiteralParser(finder.Text, finder.Language);
        var parts = new List<string>();
        while (at < finder.Text.Length && finder.Text[at] != ')' && parts.Count < 4)
        {
            int end = parser.ExpressionEnd(at, ")");
            parts.Add(finder.Text[at..end].Trim());
            at = end < finder.Text.Length && finder.Text[end] == ',' ? end + 1 : end;
            if (end >= finder.Text.Length)
                return;
        }
        int stop = Math.Min(at + 1, finder.Text.Length);
        string name = match.Groups["name"].Value;
        if (name is "True" or "IsTrue" or "assertTrue" or "ok" or "Assert" && parts.Count > 0)
            Condition(finder, match, match.Index + match.Length, match.Index + match.Length + parts[0].Length);
        else if (name is "False" or "IsFalse" or "assertFalse" && parts.Count > 0)
            Truth(finder, parts[0], false, match.Index, stop);
        else if (name is "Null" or "IsNull" or "assertIsNone" && parts.Count > 0)
            Value(finder, parts[0], "null", match.Index, stop);
        else if (parts.Count >= 2 && Mentions(parts[0], finder.Function) != Mentions(parts[1], finder.Function))
            Value(finder, Mentions(parts[0], finder.Function) ? parts[0] : parts[1], Mentions(parts[0], finder.Function) ? parts[1] : parts[0], match.Index, stop);
    }

    /// <summary>The end of a Python assertion's condition: at its message, or where its logical line ends.</summary>
    private static int StatementEnd(ExampleFinder finder, int start)
    {
        string text = finder.Text;
        if (finder.Language != LanguageNames.Python || (start > 0 && text[start - 1] == '('))
            return new LiteralParser(text, finder.Language).ExpressionEnd(start, start > 0 && text[start - 1] == '(' ? ")" : "\n;");
        int end = new LiteralParser(text, finder.Language).ExpressionEnd(start, "\n;`#");
        return end;
    }

    private static bool Mentions(string source, string function) => Regex.IsMatch(source, $@"(?<!\w){Regex.Escape(function)}\s*\(", RegexOptions.CultureInvariant);

    private static string Unwrap(string source, string language)
    {
        source = source.Trim();
        while (source.Length > 1 && source[0] == '(' && new LiteralParser(source, language).ExpressionEnd(1, ")") == source.Length - 1)
            source = source[1..^1].Trim();
        return source;
    }

    [GeneratedRegex(@"\bassert[ \t]+(?!that\b|the\b|a\b)|\bconsole\.assert\(|(?<![\w.])assert\(|\bDebug\.Assert\(", RegexOptions.CultureInvariant)]
    private static partial Regex Statement();

    [GeneratedRegex(@"\G(not\s+|!)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Not();

    [GeneratedRegex(@"\bexpect\(", RegexOptions.CultureInvariant)]
    private static partial Regex Expect();

    [GeneratedRegex(@"\G\s*\.to(?<kind>BeTruthy|BeFalsy|BeNull|BeUndefined|BeTrue|BeFalse|Be|Equal|StrictEqual|\.equal|\.eql|\.deep\.equal|\.be\.equal)\(", RegexOptions.CultureInvariant)]
    private static partial Regex Matcher();

    [GeneratedRegex(@"\b(assert\.|Assert\.|ClassicAssert\.|self\.)(?<name>strictEqual|equal|deepEqual|deepStrictEqual|ok|Equal|AreEqual|True|IsTrue|False|IsFalse|Null|IsNull|assertEqual|assertEquals|assertTrue|assertFalse|assertIsNone|assertListEqual|assertDictEqual|assertTupleEqual|assertSetEqual|assertIs)\(", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Framework();
}
