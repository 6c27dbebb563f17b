using System.Runtime.InteropServices;

namespace Tanuki.Agents.Extraction.Python;

internal enum TokenKind
{
    Name,
    Number,
    Text,
    Operator,
}

[StructLayout(LayoutKind.Auto)]
internal readonly record struct Token(TokenKind Kind, int Start, int End);

/// <summary>One logical line: a statement or a compound statement's header, over as many physical lines as its brackets take.</summary>
/// <param name="Start">Offset of the first physical line.</param>
/// <param name="End">Offset just after the last line break.</param>
/// <param name="Indent">Columns, tabs going to multiples of eight as in Python.</param>
/// <param name="IsBroken">A string or bracket that never closes, or a character that Python does not know.</param>
internal sealed record LogicalLine(int Start, int End, int Indent, IReadOnlyList<Token> Tokens, bool IsBroken);

/// <summary>Splits Python source into logical lines; a broken line costs itself only, reading goes on after its first physical line.</summary>
internal sealed class PythonLines
{
    // Each of these failures may have read to the end of the text; a limit keeps hostile input linear.
    private const int MostRunaways = 64;

    private static readonly string[] Operators =
    [
        "**=", "//=", ">>=", "<<=", "...", "!=", "==", "<=", ">=", "->", ":=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "@=",
        "**", "//", "<<", ">>",
    ];

    private readonly string _text;
    private int _runaways;

    private PythonLines(string text) => _text = text;

    public static List<LogicalLine> Read(string text)
    {
        var reader = new PythonLines(text);
        var lines = new List<LogicalLine>();
        int position = 0;
        while (position < text.Length && reader._runaways < MostRunaways)
        {
            if (reader.ReadLine(position, out int next) is { } line)
                lines.Add(line);
            position = next;
        }
        return lines;
    }

    private LogicalLine? ReadLine(int start, out int next)
    {
        int at = start, indent = 0;
        for (; at < _text.Length && _text[at] is ' ' or '\t' or '\f'; at++)
            indent = _text[at] switch { '\t' => (indent / 8 + 1) * 8, ' ' => indent + 1, _ => 0 };
        if (at >= _text.Length || _text[at] is '\n' or '#')
        {
            next = AfterLine(at);
            return null;
        }

        var tokens = new List<Token>();
        bool complete = ReadTokens(ref at, tokens);
        next = complete ? at : AfterLine(start);
        return new LogicalLine(start, next, indent, tokens, !complete);
    }

    private bool ReadTokens(ref int at, List<Token> tokens)
    {
        int depth = 0;
        while (at < _text.Length)
        {
            char c = _text[at];
            if (c == '\n')
            {
                at++;
                if (depth == 0)
                    return true;
                // No bracket spans a definition: the one that is open was never closed.
                if (StartsDefinition(at))
                    return false;
            }
            else if (c is ' ' or '\t' or '\f')
            {
                at++;
            }
            else if (c == '#')
            {
                at = LineEnd(at);
            }
            else if (c == '\\' && at + 1 < _text.Length && _text[at + 1] == '\n')
            {
                at += 2;
            }
            else if (!ReadToken(ref at, tokens, ref depth))
            {
                return false;
            }
        }
        if (depth > 0)
            _runaways++;
        return depth == 0;
    }

    private bool ReadToken(ref int at, List<Token> tokens, ref int depth)
    {
        int start = at;
        char c = _text[at];
        if (StringPrefix(at) is { } quote)
        {
            if (!SkipString(quote, out at))
                return false;
            tokens.Add(new Token(TokenKind.Text, start, at));
        }
        else if (IsNameStart(c))
        {
            while (at < _text.Length && IsNamePart(_text[at]))
                at++;
            tokens.Add(new Token(TokenKind.Name, start, at));
        }
        else if (char.IsAsciiDigit(c) || (c == '.' && at + 1 < _text.Length && char.IsAsciiDigit(_text[at + 1])))
        {
            at = NumberEnd(at);
            if (at < _text.Length && IsNameStart(_text[at]))
                return false;
            tokens.Add(new Token(TokenKind.Number, start, at));
        }
        else
        {
            string? op = Array.Find(Operators, o => string.CompareOrdinal(_text, start, o, 0, o.Length) == 0);
            if (op is null && !"+-*/%@&|^~<>()[]{},:.;=".Contains(c))
                return false;
            at += op?.Length ?? 1;
            depth += c is '(' or '[' or '{' ? 1 : c is ')' or ']' or '}' ? -1 : 0;
            if (depth < 0)
                return false;
            tokens.Add(new Token(TokenKind.Operator, start, at));
        }
        return true;
    }

    private int NumberEnd(int at)
    {
        bool radix = _text[at] == '0' && at + 1 < _text.Length && char.ToLowerInvariant(_text[at + 1]) is 'x' or 'o' or 'b';
        if (radix)
        {
            at += 2;
            while (at < _text.Length && (char.IsAsciiHexDigit(_text[at]) || _text[at] == '_'))
                at++;
            return at;
        }
        bool exponent = false;
        for (; at < _text.Length; at++)
        {
            char c = _text[at];
            if (char.IsAsciiDigit(c) || c is '.' or '_')
                continue;
            if (c is 'e' or 'E' && !exponent && at + 1 < _text.Length
                && (char.IsAsciiDigit(_text[at + 1])
                    || (_text[at + 1] is '+' or '-' && at + 2 < _text.Length && char.IsAsciiDigit(_text[at + 2]))))
            {
                exponent = true;
                at++;
                continue;
            }
            break;
        }
        return at < _text.Length && _text[at] is 'j' or 'J' ? at + 1 : at;
    }

    /// <summary>The offset of the quote when a string starts here, with up to two prefix letters.</summary>
    private int? StringPrefix(int at)
    {
        for (int i = at; i < _text.Length && i <= at + 2; i++)
        {
            if (_text[i] is '"' or '\'')
                return i;
            if (char.ToLowerInvariant(_text[i]) is not ('r' or 'b' or 'f' or 'u'))
                return null;
        }
        return null;
    }

    private bool SkipString(int quote, out int end)
    {
        char q = _text[quote];
        bool triple = quote + 2 < _text.Length && _text[quote + 1] == q && _text[quote + 2] == q;
        for (end = quote + (triple ? 3 : 1); end < _text.Length; end++)
        {
            char c = _text[end];
            if (c == '\\')
            {
                end++;
            }
            else if (c == '\n' && !triple)
            {
                return false;
            }
            else if (c == q && (!triple || (end + 2 < _text.Length && _text[end + 1] == q && _text[end + 2] == q)))
            {
                end += triple ? 3 : 1;
                return true;
            }
        }
        _runaways++;
        return false;
    }

    private bool StartsDefinition(int at) =>
        StartsWith(at, "def ") || StartsWith(at, "class ") || StartsWith(at, "import ") || StartsWith(at, "if __name__") || StartsWith(at, "```");

    private bool StartsWith(int at, string word) => string.CompareOrdinal(_text, at, word, 0, word.Length) == 0;

    private int LineEnd(int at) => _text.IndexOf('\n', at) is >= 0 and var end ? end : _text.Length;

    private int AfterLine(int at) => Math.Min(LineEnd(at) + 1, _text.Length);

    private static bool IsNameStart(char c) => c == '_' || char.IsLetter(c);

    private static bool IsNamePart(char c) => c == '_' || char.IsLetterOrDigit(c);
}
