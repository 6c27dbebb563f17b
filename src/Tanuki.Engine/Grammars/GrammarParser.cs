using System.Globalization;
using System.Text;

namespace Tanuki.Engine.Grammars;

/// <summary>
/// Reads llama.cpp's notation for grammars (GBNF): <c>name ::= "text" [a-z] other ( ... | ... )* x{2,5}</c>, comments after
/// <c>#</c>; the rule <c>root</c> is what a text must match.
/// </summary>
internal sealed class GrammarParser
{
    public const string Root = "root";
    public const int LongestText = 256 * 1024;
    public const int MostRules = 2048;
    public const int MostRepetitions = 4096;

    private const int Deepest = 64;

    private readonly string _text;
    private int _at;

    private GrammarParser(string text) => _text = text;

    /// <exception cref="GrammarException">It is not understood.</exception>
    public static IReadOnlyDictionary<string, Expression> Parse(string text)
    {
        if (text.Length > LongestText)
            throw new GrammarException($"The grammar has {text.Length} characters; at most {LongestText} are possible.");
        return new GrammarParser(text).Rules();
    }

    private Dictionary<string, Expression> Rules()
    {
        var rules = new Dictionary<string, Expression>(StringComparer.Ordinal);
        for (Skip(lines: true); _at < _text.Length; Skip(lines: true))
        {
            var name = Name() ?? throw Wrong("the name of a rule should stand here");
            Skip(lines: false);
            if (!Take("::="))
                throw Wrong($"\"::=\" should follow the rule's name \"{name}\"");
            Skip(lines: true);
            if (!rules.TryAdd(name, Choice(depth: 0)))
                throw Wrong($"there are two rules \"{name}\"");
            if (rules.Count > MostRules)
                throw Wrong($"there are more than {MostRules} rules");
            if (_at < _text.Length && Current is not ('\n' or '\r'))
                throw Wrong($"\"{Current}\" is not understood");
        }
        if (!rules.ContainsKey(Root))
            throw new GrammarException($"The grammar has no rule \"{Root}\".");
        return rules;
    }

    private Expression Choice(int depth)
    {
        if (depth > Deepest)
            throw Wrong($"parentheses are nested deeper than {Deepest}");
        var options = new List<Expression> { Sequence(depth) };
        while (Take('|'))
        {
            Skip(lines: true);
            options.Add(Sequence(depth));
        }
        return options is [var only] ? only : new Expression.Choice(options);
    }

    private Expression.Sequence Sequence(int depth)
    {
        var parts = new List<Expression>();
        for (Skip(lines: depth > 0); Element(depth) is { } element;)
        {
            for (Skip(lines: depth > 0); Repetition(element) is { } repeated; Skip(lines: depth > 0))
                element = repeated;
            parts.Add(element);
        }
        return new Expression.Sequence(parts);
    }

    private Expression? Element(int depth)
    {
        if (_at == _text.Length)
            return null;
        switch (Current)
        {
            case '"':
                return Literal();
            case '[':
                return Class();
            case '.':
                _at++;
                return new Expression.Character([(0, CodePoints.Last)]);
            case '(':
                _at++;
                var inner = Choice(depth + 1);
                return Take(')') ? inner : throw Wrong("a \")\" is missing");
            default:
                var line = Line;
                return Name() is { } name ? new Expression.Reference(name, line) : null;
        }
    }

    private Expression.Sequence Literal()
    {
        _at++;
        var parts = new List<Expression>();
        while (_at < _text.Length && Current is not ('"' or '\n'))
        {
            var point = Point();
            parts.Add(new Expression.Character([(point, point)]));
        }
        return Take('"') ? new Expression.Sequence(parts) : throw Wrong("the closing quote is missing");
    }

    private Expression.Character Class()
    {
        _at++;
        var negated = Take('^');
        var ranges = new List<(int First, int Last)>();
        while (_at < _text.Length && Current is not (']' or '\n'))
        {
            var first = Point();
            var last = first;
            if (_at + 1 < _text.Length && Current == '-' && _text[_at + 1] != ']')
            {
                _at++;
                last = Point();
            }
            if (last < first)
                throw Wrong("the range runs backwards");
            ranges.Add((first, last));
        }
        if (!Take(']'))
            throw Wrong("the closing \"]\" is missing");
        IReadOnlyList<(int, int)> meant = negated ? CodePoints.Except(ranges) : ranges;
        return meant.Count > 0 ? new Expression.Character(meant) : throw Wrong("no character is in this class");
    }

    private Expression.Repetition? Repetition(Expression body)
    {
        if (Take('*'))
            return new Expression.Repetition(body, 0, null);
        if (Take('+'))
            return new Expression.Repetition(body, 1, null);
        if (Take('?'))
            return new Expression.Repetition(body, 0, 1);
        if (!Take('{'))
            return null;
        var least = Number() ?? throw Wrong("a number of repetitions should stand here");
        int? most = Take(',') ? Number() : least;
        if (!Take('}'))
            throw Wrong("the closing \"}\" is missing");
        return most is null || most >= least ? new Expression.Repetition(body, least, most) : throw Wrong("the most repetitions are fewer than the least");
    }

    /// <summary>One code point, written as itself or escaped.</summary>
    private int Point()
    {
        if (Current != '\\')
        {
            if (!Rune.TryGetRuneAt(_text, _at, out var rune))
                throw Wrong("half of a surrogate pair stands here");
            _at += rune.Utf16SequenceLength;
            return rune.Value;
        }
        _at++;
        if (_at == _text.Length)
            throw Wrong("an escape is cut off");
        var escape = _text[_at++];
        return escape switch
        {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'x' => Hexadecimal(2),
            'u' => Hexadecimal(4),
            'U' => Hexadecimal(8),
            '\\' or '"' or '[' or ']' or '-' or '^' => escape,
            _ => throw Wrong($"the escape \"\\{escape}\" is not understood"),
        };
    }

    private int Hexadecimal(int digits)
    {
        if (_at + digits > _text.Length
            || !int.TryParse(_text.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point)
            || !Rune.IsValid(point))
        {
            throw Wrong($"{digits} hexadecimal digits of a character should follow");
        }
        _at += digits;
        return point;
    }

    private int? Number()
    {
        var start = _at;
        while (_at < _text.Length && char.IsAsciiDigit(Current))
            _at++;
        if (start == _at)
            return null;
        return int.TryParse(_text.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MostRepetitions
            ? number
            : throw Wrong($"more than {MostRepetitions} repetitions are not possible");
    }

    private string? Name()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(Current) || Current is '-' or '_'))
            _at++;
        return _at > start ? _text[start.._at] : null;
    }

    /// <summary>Passes blanks and comments, and line ends where they mean nothing.</summary>
    private void Skip(bool lines)
    {
        while (_at < _text.Length)
        {
            if (Current is ' ' or '\t' || lines && Current is '\n' or '\r')
                _at++;
            else if (Current == '#')
                _at = _text.IndexOf('\n', _at) is >= 0 and var end ? end : _text.Length;
            else
                return;
        }
    }

    private char Current => _text[_at];

    private int Line => 1 + _text.AsSpan(0, _at).Count('\n');

    private bool Take(char expected)
    {
        var found = _at < _text.Length && Current == expected;
        if (found)
            _at++;
        return found;
    }

    private bool Take(string expected)
    {
        var found = _text.AsSpan(_at).StartsWith(expected, StringComparison.Ordinal);
        if (found)
            _at += expected.Length;
        return found;
    }

    private GrammarException Wrong(string what) => new($"The grammar, line {Line}: {what}.");
}
