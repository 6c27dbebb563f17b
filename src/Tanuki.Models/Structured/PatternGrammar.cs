using System.Globalization;
using System.Text;

namespace Tanuki.Models.Structured;

/// <summary>Regular expressions of JSON schemas as grammars of what stands between the quotes of a JSON string.</summary>
internal sealed class PatternGrammar
{
    private const int LastPoint = 0x10FFFF;
    private const int Deepest = 64;

    private static readonly (int Point, string Json)[] _escaped =
        [('"', "\\\""), ('\\', "\\\\"), ('\b', "\\b"), ('\f', "\\f"), ('\n', "\\n"), ('\r', "\\r"), ('\t', "\\t")];

    private static readonly (int, int)[] _digits = [('0', '9')];
    private static readonly (int, int)[] _words = [('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')];
    private static readonly (int, int)[] _blanks = [('\t', '\r'), (' ', ' '), (0xA0, 0xA0)];

    private readonly string _pattern;
    private readonly string _path;
    private int _at;

    private PatternGrammar(string pattern, string path) => (_pattern, _path) = (pattern, path);

    /// <exception cref="SchemaException">It uses what no grammar can say, such as look-ahead.</exception>
    public static string Expression(GrammarRules rules, string pattern, string path) => new PatternGrammar(pattern, path).Whole(rules);

    /// <summary>A pattern matches anywhere in a text, unless anchors say otherwise.</summary>
    private string Whole(GrammarRules rules)
    {
        var options = new List<string>();
        do
        {
            var any = $"{rules.Known("char")}*";
            var start = Take('^') ? "" : any;
            var middle = Sequence(0);
            options.Add($"{start} {middle} {(Take('$') ? "" : any)}");
        }
        while (Take('|'));
        return _at == _pattern.Length ? $"({string.Join(" | ", options)})" : throw Wrong($"\"{_pattern[_at]}\" at {_at} is not supported");
    }

    private string Choice(int depth)
    {
        if (depth > Deepest)
            throw Wrong("its groups are nested too deep");
        var options = new List<string> { Sequence(depth) };
        while (Take('|'))
            options.Add(Sequence(depth));
        return $"({string.Join(" | ", options)})";
    }

    private string Sequence(int depth)
    {
        var parts = new List<string>();
        while (_at < _pattern.Length && _pattern[_at] is not ('|' or ')' or '$'))
            parts.Add(Atom(depth) + Quantifier());
        return parts.Count == 0 ? "\"\"" : string.Join(' ', parts);
    }

    private string Atom(int depth)
    {
        switch (_pattern[_at])
        {
            case '(':
                _at++;
                if (Take('?') && !Take(':'))
                    throw Wrong("it looks ahead or behind, or names a group");
                var group = Choice(depth + 1);
                return Take(')') ? group : throw Wrong("a \")\" is missing");
            case '[':
                _at++;
                return Set(Class());
            case '.':
                _at++;
                return Set([(0, '\n' - 1), ('\n' + 1, '\r' - 1), ('\r' + 1, LastPoint)]);
            case '*' or '+' or '?' or '{' or '^':
                throw Wrong($"\"{_pattern[_at]}\" at {_at} is not supported there");
            case '\\':
                return Set(Escape(inClass: false));
            default:
                var point = Point();
                return Set([(point, point)]);
        }
    }

    private string Quantifier()
    {
        var start = _at;
        if (Take('{'))
        {
            var end = _pattern.IndexOf('}', _at);
            if (end < 0 || _pattern[_at..end].Split(',') is not ({ Length: 1 or 2 } and var counts)
                || !counts.All(count => count.Length is > 0 and < 5 && count.All(char.IsAsciiDigit) || count.Length == 0 && counts is [{ Length: > 0 }, ""]))
            {
                throw Wrong($"the repetition at {start} is not understood");
            }
            _at = end + 1;
        }
        else if (_at < _pattern.Length && _pattern[_at] is '*' or '+' or '?')
        {
            _at++;
        }
        var quantifier = _pattern[start.._at];
        // How greedy it is makes no difference to what matches.
        if (quantifier.Length > 0)
            Take('?');
        return quantifier;
    }

    private IReadOnlyList<(int First, int Last)> Class()
    {
        var negated = Take('^');
        var ranges = new List<(int First, int Last)>();
        while (_at < _pattern.Length && _pattern[_at] != ']')
        {
            var first = Member();
            if (first is [var (from, only)] && from == only && _at + 1 < _pattern.Length && _pattern[_at] == '-' && _pattern[_at + 1] != ']')
            {
                _at++;
                if (Member() is not [var (to, end)] || to != end || to < from)
                    throw Wrong("a range of its classes is not understood");
                ranges.Add((from, to));
            }
            else
            {
                ranges.AddRange(first);
            }
        }
        if (!Take(']'))
            throw Wrong("a \"]\" is missing");
        return negated ? Except(ranges) : ranges;
    }

    private IReadOnlyList<(int First, int Last)> Member()
    {
        if (_pattern[_at] == '\\')
            return Escape(inClass: true);
        var point = Point();
        return [(point, point)];
    }

    private IReadOnlyList<(int First, int Last)> Escape(bool inClass)
    {
        if (++_at == _pattern.Length)
            throw Wrong("it ends in a backslash");
        var escape = _pattern[_at++];
        return escape switch
        {
            'd' => _digits,
            'D' => Except(_digits),
            'w' => _words,
            'W' => Except(_words),
            's' => _blanks,
            'S' => Except(_blanks),
            'n' => One('\n'),
            'r' => One('\r'),
            't' => One('\t'),
            'f' => One('\f'),
            'b' when inClass => One('\b'),
            'x' => One(Hexadecimal(2)),
            'u' => One(Hexadecimal(4)),
            _ when !char.IsAsciiLetterOrDigit(escape) => One(escape),
            _ => throw Wrong($"\"\\{escape}\" is not supported"),
        };
    }

    private int Hexadecimal(int digits)
    {
        if (_at + digits > _pattern.Length || !int.TryParse(_pattern.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point) || !Rune.IsValid(point))
            throw Wrong("an escape is not understood");
        _at += digits;
        return point;
    }

    private int Point()
    {
        if (!Rune.TryGetRuneAt(_pattern, _at, out var rune))
            throw Wrong("half of a surrogate pair stands in it");
        _at += rune.Utf16SequenceLength;
        return rune.Value;
    }

    /// <summary>One of these characters, as JSON writes it.</summary>
    private string Set(IReadOnlyList<(int First, int Last)> ranges)
    {
        var options = _escaped.Where(known => ranges.Any(range => range.First <= known.Point && known.Point <= range.Last))
            .Select(known => GrammarRules.Literal(known.Json))
            .ToList();
        var plain = Except([.. Except(ranges), (0, 0x1F), ('"', '"'), ('\\', '\\')]);
        if (plain.Count > 0)
            options.Add($"[{string.Concat(plain.Select(range => $"{GrammarRules.Escape(range.First, ']')}-{GrammarRules.Escape(range.Last, ']')}"))}]");
        return options.Count switch
        {
            0 => throw Wrong("one of its classes is empty"),
            1 => options[0],
            _ => $"({string.Join(" | ", options)})",
        };
    }

    private static List<(int First, int Last)> One(int point) => [(point, point)];

    private static List<(int First, int Last)> Except(IEnumerable<(int First, int Last)> ranges)
    {
        var rest = new List<(int First, int Last)>();
        var next = 0;
        // Surrogates are no characters, so that no range ends in one.
        foreach (var (first, last) in ranges.Append((First: 0xD800, Last: 0xDFFF)).OrderBy(range => range.First))
        {
            if (first > next)
                rest.Add((next, first - 1));
            next = Math.Max(next, last + 1);
        }
        if (next <= LastPoint)
            rest.Add((next, LastPoint));
        return rest;
    }

    private bool Take(char expected)
    {
        var found = _at < _pattern.Length && _pattern[_at] == expected;
        if (found)
            _at++;
        return found;
    }

    private SchemaException Wrong(string problem) => new(_path, $"the pattern \"{_pattern}\" cannot be a grammar: {problem}");
}
