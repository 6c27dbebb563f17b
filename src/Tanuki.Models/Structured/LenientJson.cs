using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Tanuki.Models.Structured;

/// <summary>
/// Reads JSON as small models write it: single quotes, names without quotes, commas too many, Python's and JavaScript's
/// literals, line ends within strings, comments, brackets that were never closed.
/// </summary>
internal ref struct LenientJson
{
    private const int Deepest = 64;

    private readonly ReadOnlySpan<char> _text;
    private int _depth;

    private LenientJson(ReadOnlySpan<char> text) => _text = text;

    private int At { get; set; }

    /// <summary>The value that <paramref name="text"/> begins with, and how many characters it takes.</summary>
    /// <exception cref="FormatException">No value begins there, or it is nested too deep.</exception>
    public static (JsonNode? Value, int Length) Read(ReadOnlySpan<char> text)
    {
        var reader = new LenientJson(text);
        var value = reader.Value();
        return (value, reader.At);
    }

    private JsonNode? Value()
    {
        Skip();
        if (At == _text.Length)
            throw new FormatException("the JSON ends where a value should stand");
        return _text[At] switch
        {
            '{' => Object(),
            '[' => Array(),
            '"' or '\'' => JsonValue.Create(Quoted()),
            '-' or '+' or '.' or (>= '0' and <= '9') => Number(),
            _ => Word(),
        };
    }

    private JsonObject Object()
    {
        Enter();
        var members = new JsonObject();
        while (Next('}'))
        {
            var key = _text[At] is '"' or '\'' ? Quoted() : Bare();
            Skip();
            if (At < _text.Length && _text[At] is ':' or '=')
                At++;
            else if (At < _text.Length)
                throw new FormatException($"\":\" should follow the name \"{key}\"");
            Skip();
            // A name whose value was cut off says nothing.
            if (At < _text.Length)
                members[key] = Value();
        }
        _depth--;
        return members;
    }

    private JsonArray Array()
    {
        Enter();
        var items = new JsonArray();
        while (Next(']'))
            items.Add(Value());
        _depth--;
        return items;
    }

    private void Enter()
    {
        if (++_depth > Deepest)
            throw new FormatException($"the JSON is nested deeper than {Deepest}");
        At++;
    }

    /// <summary>Goes to the next item; false behind the closing bracket, or where the text ends without one.</summary>
    private bool Next(char close)
    {
        Skip();
        while (At < _text.Length && _text[At] == ',')
        {
            At++;
            Skip();
        }
        if (At == _text.Length)
            return false;
        if (_text[At] != close)
            return true;
        At++;
        return false;
    }

    private string Quoted()
    {
        var quote = _text[At++];
        var text = new StringBuilder();
        while (At < _text.Length && _text[At] != quote)
        {
            var character = _text[At++];
            text.Append(character == '\\' && At < _text.Length ? Escape() : character);
        }
        At = Math.Min(_text.Length, At + 1);
        return text.ToString();
    }

    private char Escape()
    {
        var escape = _text[At++];
        switch (escape)
        {
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'u' when At + 4 <= _text.Length && ushort.TryParse(_text.Slice(At, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit):
                At += 4;
                return (char)unit;
            default:
                return escape;
        }
    }

    private JsonValue Number()
    {
        var start = At;
        while (At < _text.Length && (char.IsAsciiLetterOrDigit(_text[At]) || _text[At] is '-' or '+' or '.' or '_'))
            At++;
        var digits = _text[start..At].ToString().Replace("_", "", StringComparison.Ordinal);
        if (long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return JsonValue.Create(whole);
        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? JsonValue.Create(number)
            : throw new FormatException($"\"{digits}\" is not a number");
    }

    private JsonNode? Word()
    {
        var word = Bare();
        return word switch
        {
            "true" or "True" => JsonValue.Create(true),
            "false" or "False" => JsonValue.Create(false),
            "null" or "None" or "undefined" => null,
            _ => throw new FormatException($"\"{word}\" is not a value"),
        };
    }

    private string Bare()
    {
        var start = At;
        while (At < _text.Length && (char.IsLetterOrDigit(_text[At]) || _text[At] is '_' or '-' or '$' or '.'))
            At++;
        return At > start ? _text[start..At].ToString() : throw new FormatException($"\"{_text[At]}\" should not stand there");
    }

    /// <summary>Blanks and comments.</summary>
    private void Skip()
    {
        while (At < _text.Length)
        {
            var rest = _text[At..];
            if (char.IsWhiteSpace(rest[0]))
                At++;
            else if (rest[0] == '#' || rest.StartsWith("//", StringComparison.Ordinal))
                At = rest.IndexOf('\n') is >= 0 and var end ? At + end : _text.Length;
            else if (rest.StartsWith("/*", StringComparison.Ordinal))
                At = rest.IndexOf("*/", StringComparison.Ordinal) is >= 0 and var end ? At + end + 2 : _text.Length;
            else
                return;
        }
    }
}
