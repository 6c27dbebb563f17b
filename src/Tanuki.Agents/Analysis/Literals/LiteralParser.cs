using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Analysis.Literals;

/// <summary>Reads literals; spellings of <c>true</c>, <c>false</c> and <c>null</c> from any language are understood.</summary>
internal sealed partial class LiteralParser(string text, string language, bool allowOpaque = false)
{
    private const int DeepestNesting = 60;

    private int _depth;

    private bool IsPython => language == LanguageNames.Python;

    private bool IsCSharp => language == LanguageNames.CSharp;

    /// <summary>The literal that is the whole text, or null.</summary>
    public static Literal? Parse(string text, string language, bool allowOpaque = false)
    {
        int at = 0;
        var literal = new LiteralParser(text, language, allowOpaque).Item(ref at, "");
        return literal is not null && text.AsSpan(at).Trim().IsEmpty ? literal : null;
    }

    /// <summary>Reads one literal and moves past it; leaves the position alone when there is none.</summary>
    public Literal? Value(ref int at)
    {
        int start = at;
        SkipSpace(ref at);
        var literal = ++_depth > DeepestNesting ? null : Read(ref at);
        _depth--;
        if (literal is null)
            at = start;
        return literal;
    }

    /// <summary>Reads a value that ends at one of the closers, at a comma or at the end; other expressions are opaque if allowed.</summary>
    public Literal? Item(ref int at, string closers)
    {
        int start = at;
        var literal = Value(ref at);
        SkipSpace(ref at);
        if (literal is not null && (at >= text.Length || text[at] == ',' || closers.Contains(text[at])))
            return literal;
        at = start;
        if (!allowOpaque)
            return null;
        int end = ExpressionEnd(start, closers);
        string source = text[start..end].Trim();
        if (source.Length == 0)
            return null;
        at = end;
        return new OpaqueLiteral(source);
    }

    /// <summary>Items up to the closing bracket, which is passed; null when one cannot be read.</summary>
    public List<Literal>? Items(ref int at, char closer, out bool trailingComma)
    {
        var items = new List<Literal>();
        trailingComma = false;
        while (true)
        {
            SkipSpace(ref at);
            if (at >= text.Length)
                return null;
            if (text[at] == closer)
            {
                at++;
                return items;
            }
            var item = Item(ref at, closer.ToString());
            if (item is null)
                return null;
            items.Add(item);
            trailingComma = false;
            SkipSpace(ref at);
            if (at < text.Length && text[at] == ',')
            {
                at++;
                trailingComma = true;
            }
            else if (at >= text.Length || text[at] != closer)
            {
                return null;
            }
        }
    }

    public void SkipSpace(ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
    }

    /// <summary>Where an expression ends: at a comma or closer outside brackets and strings, or at the end.</summary>
    public int ExpressionEnd(int at, string closers)
    {
        int depth = 0;
        while (at < text.Length)
        {
            char c = text[at];
            if (depth == 0 && (c == ',' || closers.Contains(c)))
                break;
            if (c is '"' or '\'' or '`')
            {
                int next = StringEnd(at);
                if (next < 0)
                    break;
                at = next;
                continue;
            }
            depth += c is '(' or '[' or '{' ? 1 : c is ')' or ']' or '}' ? -1 : 0;
            if (depth < 0)
                break;
            at++;
        }
        return at;
    }

    /// <summary>The offset after the string that starts here, or -1.</summary>
    public int StringEnd(int at)
    {
        char quote = text[at];
        bool triple = IsPython && string.CompareOrdinal(text, at, new string(quote, 3), 0, 3) == 0;
        for (int i = at + (triple ? 3 : 1); i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == '\n' && !triple && quote != '`')
                return -1;
            else if (text[i] == quote && (!triple || string.CompareOrdinal(text, i, new string(quote, 3), 0, 3) == 0))
                return i + (triple ? 3 : 1);
        }
        return -1;
    }

    private Literal? Read(ref int at)
    {
        if (at >= text.Length)
            return null;
        char c = text[at];
        if (c is '"' or '\'' || (c == '`' && language == LanguageNames.JavaScript) || StringPrefix().Match(text, at) is { Success: true })
            return Text(ref at);
        if (char.IsAsciiDigit(c) || c is '-' or '+' or '.')
            return Number(ref at);
        switch (c)
        {
            case '[':
                at++;
                return Items(ref at, ']', out _) is { } list ? new SequenceLiteral(SequenceKind.List, list) : null;
            case '(':
                at++;
                if (Items(ref at, ')', out bool comma) is not { } tuple)
                    return null;
                return tuple.Count == 1 && !comma ? tuple[0] : new SequenceLiteral(SequenceKind.Tuple, tuple);
            case '{':
                at++;
                return Braces(ref at, null);
        }
        var word = Word().Match(text, at);
        return word.Success ? Named(word.Value, ref at) : null;
    }

    private Literal? Named(string word, ref int at)
    {
        int start = at;
        at += word.Length;
        switch (word)
        {
            case "True" or "true" or "TRUE":
                return new BoolLiteral(true);
            case "False" or "false" or "FALSE":
                return new BoolLiteral(false);
            case "None" or "null" or "nil" or "NULL":
                return new NullLiteral();
            case "undefined" or "NaN" or "Infinity" when language == LanguageNames.JavaScript:
                return new ConstantLiteral(word);
            case "new" when IsCSharp:
                return Constructed(start, ref at);
            case "set" or "frozenset" or "dict" or "list" or "tuple" when IsPython && string.CompareOrdinal(text, at, "()", 0, 2) == 0:
                at += 2;
                return new ConstantLiteral(word + "()");
            case "float" when IsPython && FloatCall().Match(text, at) is { Success: true } match:
                at += match.Length;
                return new ConstantLiteral(word + match.Value);
            case "double" when IsCSharp && DoubleConstant().Match(text, at) is { Success: true } match:
                at += match.Length;
                return new ConstantLiteral(word + match.Value);
            default:
                return null;
        }
    }

    private Literal? Constructed(int start, ref int at)
    {
        var match = Constructor().Match(text, at);
        if (!match.Success)
            return null;
        at += match.Length;
        string constructor = text[start..at].TrimEnd();
        SkipSpace(ref at);
        if (at < text.Length && text[at] == '{')
        {
            at++;
            return Braces(ref at, constructor.EndsWith("()", StringComparison.Ordinal) ? constructor[..^2] : constructor);
        }
        return constructor.EndsWith(')') || EmptyArray().IsMatch(constructor) ? new ConstantLiteral(constructor) : null;
    }

    private Literal? Braces(ref int at, string? constructor)
    {
        int start = at;
        if (constructor is null || constructor.Contains("Dictionary", StringComparison.Ordinal))
        {
            if (Map(ref at, constructor) is { } map)
                return map;
            at = start;
        }
        var kind = constructor is null ? SequenceKind.Set : SequenceKind.List;
        return Items(ref at, '}', out _) is { } items ? new SequenceLiteral(kind, items, constructor) : null;
    }

    private MapLiteral? Map(ref int at, string? constructor)
    {
        var items = new List<KeyValuePair<Literal, Literal>>();
        while (true)
        {
            SkipSpace(ref at);
            if (at >= text.Length)
                return null;
            if (text[at] == '}')
            {
                at++;
                return new MapLiteral(items, constructor);
            }
            // C#: { "a", 1 } or ["a"] = 1.
            char? around = constructor is null ? null : text[at] == '{' ? '}' : text[at] == '[' ? ']' : null;
            if (constructor is not null && around is null)
                return null;
            if (around is not null)
                at++;
            var key = Key(ref at, around == ']' ? "]" : ":");
            SkipSpace(ref at);
            string separator = around is null ? ":" : around == ']' ? "]" : ",";
            if (key is null || at >= text.Length || text[at] != separator[0])
                return null;
            at++;
            if (around == ']')
            {
                SkipSpace(ref at);
                if (at >= text.Length || text[at++] != '=')
                    return null;
            }
            var value = Item(ref at, "}");
            if (value is null)
                return null;
            items.Add(new(key, value));
            SkipSpace(ref at);
            if (around == '}')
            {
                if (at >= text.Length || text[at++] != '}')
                    return null;
                SkipSpace(ref at);
            }
            if (at < text.Length && text[at] == ',')
                at++;
            else if (at >= text.Length || text[at] != '}')
                return null;
        }
    }

    private Literal? Key(ref int at, string closers)
    {
        if (language == LanguageNames.JavaScript && Word().Match(text, at) is { Success: true } name)
        {
            at += name.Length;
            return new TextLiteral(name.Value);
        }
        return Item(ref at, closers);
    }

    private Literal? Number(ref int at)
    {
        var match = NumberPattern().Match(text, at);
        if (!match.Success)
            return null;
        int end = at + match.Length;
        if (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_'))
            return null;
        if (IsPython && ComplexPattern().Match(text, at) is { Success: true } complex)
        {
            at += complex.Length;
            return new ConstantLiteral(complex.Value);
        }
        at = end;
        bool negative = match.Value.StartsWith('-');
        string digits = match.Groups["number"].Value.Replace("_", "", StringComparison.Ordinal);
        string suffix = match.Groups["suffix"].Value;
        if (suffix.Length > 0 && (IsPython || (language == LanguageNames.JavaScript && suffix != "n")))
            return null;
        if (digits.Length > 2 && digits[0] == '0' && char.ToLowerInvariant(digits[1]) is 'x' or 'b' or 'o')
        {
            var value = BigInteger.Zero;
            int radix = char.ToLowerInvariant(digits[1]) switch { 'x' => 16, 'b' => 2, _ => 8 };
            foreach (char digit in digits.AsSpan(2))
                value = value * radix + Convert.ToInt32(digit.ToString(), 16);
            return new IntLiteral(negative ? -value : value, suffix);
        }
        if (digits.Length > 4000)
            return null;
        if (digits.All(char.IsAsciiDigit) && suffix is not ("f" or "F" or "d" or "D" or "m" or "M"))
        {
            var value = BigInteger.Parse(digits, CultureInfo.InvariantCulture);
            return new IntLiteral(negative ? -value : value, suffix);
        }
        double number = double.Parse(digits, CultureInfo.InvariantCulture);
        return new FloatLiteral(negative ? -number : number, (negative ? "-" : "") + digits, suffix);
    }

    private TextLiteral? Text(ref int at)
    {
        var value = new StringBuilder();
        var kind = TextKind.String;
        do
        {
            var prefix = StringPrefix().Match(text, at);
            string letters = prefix.Success ? prefix.Groups["letters"].Value.ToLowerInvariant() : "";
            int quote = at + letters.Length;
            int end = letters.Contains('f', StringComparison.Ordinal) || letters == "$" ? -1 : letters == "@" ? VerbatimEnd(quote) : StringEnd(quote);
            if (end < 0)
                return null;
            int marks = IsPython && end - quote >= 6 && string.CompareOrdinal(text, quote, new string(text[quote], 3), 0, 3) == 0 ? 3 : 1;
            var body = text.AsSpan(quote + marks, end - quote - 2 * marks);
            if (letters == "@")
                value.Append(body.ToString().Replace("\"\"", "\"", StringComparison.Ordinal));
            else if (letters.Contains('r', StringComparison.Ordinal))
                value.Append(body);
            else if (!StringEscapes.Append(value, body))
                return null;
            kind = letters.Contains('b', StringComparison.Ordinal) ? TextKind.Bytes : IsCSharp && text[quote] == '\'' ? TextKind.Char : kind;
            at = end;
            if (!IsPython)
                break;
            int next = at;
            while (next < text.Length && text[next] is ' ')
                next++;
            if (next >= text.Length || text[next] is not ('"' or '\''))
                break;
            at = next;
        }
        while (true);
        return new TextLiteral(value.ToString(), kind);
    }

    private int VerbatimEnd(int quote)
    {
        for (int i = quote + 1; i < text.Length; i++)
        {
            if (text[i] != '"')
                continue;
            if (i + 1 >= text.Length || text[i + 1] != '"')
                return i + 1;
            i++;
        }
        return -1;
    }

    [GeneratedRegex(@"\G(?<letters>[rRbBuUfF]{1,2}|[@$])(?=[""'])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex StringPrefix();

    [GeneratedRegex(@"\G[A-Za-z_]\w*", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"\G\(\s*['""][+-]?(inf|nan|infinity)['""]\s*\)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex FloatCall();

    [GeneratedRegex(@"\G\.(NaN|PositiveInfinity|NegativeInfinity|MaxValue|MinValue)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex DoubleConstant();

    [GeneratedRegex(@"\G\s*([A-Za-z_][\w.]*(<[\w<>,.\s\[\]?]*>)?\??)?\s*(\[[\s,]*\d*\])*(\(\s*\))?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Constructor();

    [GeneratedRegex(@"\[\s*\d+\]$", RegexOptions.CultureInvariant)]
    private static partial Regex EmptyArray();

    [GeneratedRegex(@"\G[+-]?\s?(?<number>0[xX]_?[0-9a-fA-F][0-9a-fA-F_]*|0[bB]_?[01][01_]*|0[oO]_?[0-7][0-7_]*|([0-9][0-9_]*)?\.[0-9][0-9_]*([eE][+-]?[0-9]+)?|[0-9][0-9_]*\.(?=\s*[,\]\)}])|[0-9][0-9_]*([eE][+-]?[0-9]+)?)(?<suffix>[nLlmMfFdDuU]{0,2})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex NumberPattern();

    [GeneratedRegex(@"\G[+-]?[0-9.]+([eE][+-]?[0-9]+)?(\s*[+-]\s*[0-9.]+([eE][+-]?[0-9]+)?)?[jJ]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex ComplexPattern();
}
