using System.Text;

namespace Tanuki.Models.Structured;

/// <summary>The rules of a grammar in the making, in GBNF.</summary>
internal sealed class GrammarRules
{
    private readonly Dictionary<string, string> _rules = new(StringComparer.Ordinal);

    /// <summary>Adds a rule without a body, so that what it calls may call it.</summary>
    public string Reserve()
    {
        var name = $"r{_rules.Count}";
        _rules.Add(name, "");
        return name;
    }

    public void Set(string name, string body) => _rules[name] = body;

    public string Add(string body)
    {
        var name = Reserve();
        Set(name, body);
        return name;
    }

    /// <summary>One of the rules that every JSON text needs.</summary>
    public string Known(string name)
    {
        if (_rules.TryAdd(name, JsonRules.Bodies[name]))
            foreach (var used in JsonRules.Uses(name))
                Known(used);
        return name;
    }

    /// <summary>The grammar whose whole text matches <paramref name="root"/>.</summary>
    public string Text(string root)
    {
        var text = new StringBuilder().Append("root ::= ").Append(root).Append('\n');
        foreach (var (name, body) in _rules)
            text.Append(name).Append(" ::= ").Append(body).Append('\n');
        return text.ToString();
    }

    /// <summary>A literal that stands for exactly <paramref name="text"/>.</summary>
    public static string Literal(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
            quoted.Append(Escape(rune.Value, '"'));
        return quoted.Append('"').ToString();
    }

    /// <summary>A character within quotes or a class, whose own end is <paramref name="end"/>.</summary>
    public static string Escape(int point, char end) => point switch
    {
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '-' or '^' or '[' when end == ']' => $"\\x{point:X2}",
        _ when point == end => $"\\{end}",
        < 0x20 or 0x7F => $"\\x{point:X2}",
        _ => char.ConvertFromUtf32(point),
    };
}
