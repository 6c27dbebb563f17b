namespace Tanuki.Agents.Extraction.JavaScript;

/// <summary>A top-level statement by its offsets; <paramref name="IsBroken"/> when the text ends inside it.</summary>
internal sealed record JavaScriptStatement(int Start, int End, bool IsBroken, string Closers, int LastBoundary);

/// <summary>Cuts JavaScript at its top-level statements, aware of strings, templates, comments, regular expressions and brackets.</summary>
internal sealed class JavaScriptScanner(string text)
{
    private const int MostRunaways = 64;

    private static readonly string[] Declarations =
        ["function ", "function*", "async function", "class ", "const ", "let ", "var ", "import ", "export ", "module.exports", "/**"];

    private readonly Stack<char> _open = new();
    private char _previous;
    private int _previousAt;
    private int _boundary;

    public static List<JavaScriptStatement> Read(string text)
    {
        var statements = new List<JavaScriptStatement>();
        int at = 0, runaways = 0;
        while (at < text.Length && runaways < MostRunaways)
        {
            while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] == ';'))
                at++;
            if (at >= text.Length)
                break;
            var statement = new JavaScriptScanner(text).Statement(at);
            statements.Add(statement);
            if (statement.IsBroken)
            {
                runaways++;
                int line = text.IndexOf('\n', at);
                at = line < 0 ? text.Length : line + 1;
            }
            else
            {
                at = statement.End;
            }
        }
        return statements;
    }

    private JavaScriptStatement Statement(int start)
    {
        int at = start;
        _previous = '\0';
        while (at < text.Length)
        {
            char c = text[at];
            if (c == '\n' && _open.Count == 0 && _previous != '\0' && EndsAtLineBreak(at, start))
                return Done(start, at);
            if (char.IsWhiteSpace(c))
            {
                at++;
                continue;
            }
            if (c == '/' && at + 1 < text.Length && text[at + 1] is '/' or '*')
            {
                int end = CommentEnd(at);
                if (end < 0)
                    return Broken(start);
                at = end;
                continue;
            }
            int before = at;
            if (!Token(ref at))
                return Broken(start);
            if (c == ';' && _open.Count == 0)
                return Done(start, at);
            if (_open.Count == 0 && c == '}' && IsDeclaration(start))
                return Done(start, at);
            if (c is ';' or '}' && _open.Count > 0 && _open.All(o => o == '}'))
                _boundary = at;
            _previous = c;
            _previousAt = before;
        }
        return _open.Count > 0 ? Broken(start) : Done(start, text.Length);
    }

    private bool Token(ref int at)
    {
        char c = text[at];
        switch (c)
        {
            case '"' or '\'':
                return Skip(ref at, c, multiline: false);
            case '`':
                return Skip(ref at, c, multiline: true);
            case '/' when StartsPattern(at):
                return Pattern(ref at);
            case '(':
                _open.Push(')');
                break;
            case '[':
                _open.Push(']');
                break;
            case '{':
                _open.Push('}');
                break;
            case ')' or ']' or '}':
                if (_open.Count == 0 || _open.Pop() != c)
                    return false;
                break;
        }
        at++;
        return true;
    }

    private bool Skip(ref int at, char quote, bool multiline)
    {
        for (int i = at + 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (multiline && text[i] == '$' && i + 1 < text.Length && text[i + 1] == '{')
            {
                int depth = 0;
                for (i++; i < text.Length; i++)
                {
                    depth += text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0;
                    if (depth == 0)
                        break;
                }
            }
            else if (text[i] == quote)
            {
                at = i + 1;
                return true;
            }
            else if (text[i] == '\n' && !multiline)
            {
                return false;
            }
        }
        return false;
    }

    private bool Pattern(ref int at)
    {
        bool set = false;
        for (int i = at + 1; i < text.Length && text[i] != '\n'; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '[')
            {
                set = true;
            }
            else if (text[i] == ']')
            {
                set = false;
            }
            else if (text[i] == '/' && !set)
            {
                at = i + 1;
                return true;
            }
        }
        return false;
    }

    /// <summary>A slash divides after a value and opens a pattern elsewhere.</summary>
    private bool StartsPattern(int at)
    {
        if (_previous is ')' or ']' or '}' or '"' or '\'' or '`')
            return false;
        if (!char.IsLetterOrDigit(_previous) && _previous is not ('_' or '$'))
            return true;
        int start = _previousAt;
        while (start > 0 && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] is '_' or '$'))
            start--;
        return text[start..(_previousAt + 1)] is "return" or "typeof" or "case" or "in" or "of" or "delete" or "void" && at > 0;
    }

    private int CommentEnd(int at)
    {
        if (text[at + 1] == '/')
            return text.IndexOf('\n', at) is >= 0 and var line ? line : text.Length;
        return text.IndexOf("*/", at + 2, StringComparison.Ordinal) is >= 0 and var end ? end + 2 : -1;
    }

    private bool EndsAtLineBreak(int at, int start)
    {
        int ahead = at;
        while (ahead < text.Length && char.IsWhiteSpace(text[ahead]))
            ahead++;
        // Prose that ends in a colon or comma does not run on into the code below it.
        if (!"=>(&|?".Contains(_previous) && ahead < text.Length && Declarations.Any(word => StartsWith(ahead, word)))
            return true;
        if ("=+-*/%&|^<>?:,.(![{~".Contains(_previous) && !(_previous is '+' or '-' && _previousAt > 0 && text[_previousAt - 1] == _previous))
            return false;
        int next = at;
        while (next < text.Length && char.IsWhiteSpace(text[next]))
            next++;
        if (next >= text.Length)
            return true;
        if ("=+*%&|^<>?:,.)]}".Contains(text[next]) || (text[next] == '-' && next + 1 < text.Length && text[next + 1] != '-'))
            return false;
        // `function f()` with its brace on the next line, `}` before `else`.
        if (text[next] == '{' && IsDeclaration(start))
            return false;
        return !StartsWith(next, "else") && !StartsWith(next, "catch") && !StartsWith(next, "finally") && !StartsWith(next, "while (");
    }

    private bool IsDeclaration(int start)
    {
        foreach (string word in (ReadOnlySpan<string>)["export default ", "export ", "async "])
        {
            if (StartsWith(start, word))
                start += word.Length;
        }
        return StartsWith(start, "function") || StartsWith(start, "class ") || StartsWith(start, "interface ") || StartsWith(start, "enum ") || text[start] == '{';
    }

    private bool StartsWith(int at, string word) => string.CompareOrdinal(text, at, word, 0, word.Length) == 0;

    private static JavaScriptStatement Done(int start, int end) => new(start, end, false, "", 0);

    private JavaScriptStatement Broken(int start) => new(start, text.Length, true, _open.Count > 0 && _open.All(o => o == '}') ? BoundaryClosers(start) : "", _boundary);

    /// <summary>The braces that are open where the last whole statement of the cut body ends.</summary>
    private string BoundaryClosers(int start)
    {
        if (_boundary <= start)
            return "";
        var inner = new JavaScriptScanner(text[..]) { _previous = '\0' };
        int at = start;
        while (at < _boundary)
        {
            char c = text[at];
            if (char.IsWhiteSpace(c))
            {
                at++;
                continue;
            }
            if (c == '/' && at + 1 < text.Length && text[at + 1] is '/' or '*')
            {
                at = inner.CommentEnd(at);
                if (at < 0)
                    return "";
                continue;
            }
            int before = at;
            if (!inner.Token(ref at))
                return "";
            inner._previous = c;
            inner._previousAt = before;
        }
        return new string('}', inner._open.Count);
    }
}
