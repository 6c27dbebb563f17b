using System.Globalization;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Analysis.Literals;

/// <summary>Writes a literal in a language's own spelling.</summary>
internal static class LiteralWriter
{
    public static string Write(Literal literal, string language) => literal switch
    {
        NullLiteral => language == LanguageNames.Python ? "None" : "null",
        BoolLiteral b when language == LanguageNames.Python => b.Value ? "True" : "False",
        BoolLiteral b => b.Value ? "true" : "false",
        IntLiteral i => i.Value.ToString(CultureInfo.InvariantCulture) + i.Suffix,
        FloatLiteral f => f.Source + f.Suffix,
        TextLiteral { Kind: TextKind.Char } c => StringEscapes.Quote(c.Value, '\''),
        TextLiteral { Kind: TextKind.Bytes } b => "b" + StringEscapes.Quote(b.Value, '\'').Replace("\\u00", "\\x", StringComparison.Ordinal),
        TextLiteral t => StringEscapes.Quote(t.Value, language is LanguageNames.Python ? '\'' : '"'),
        ConstantLiteral c => c.Source,
        OpaqueLiteral o => o.Source,
        SequenceLiteral s => Sequence(s, language),
        MapLiteral m => Map(m, language),
        _ => throw new InvalidOperationException($"Unknown literal {literal.GetType().Name}."),
    };

    private static string Sequence(SequenceLiteral sequence, string language)
    {
        string items = string.Join(", ", sequence.Items.Select(i => Write(i, language)));
        if (sequence.Constructor is { } constructor)
            return items.Length == 0 ? $"{constructor} {{ }}" : $"{constructor} {{ {items} }}";
        return (sequence.Kind, language) switch
        {
            (SequenceKind.List, _) => $"[{items}]",
            (SequenceKind.Tuple, LanguageNames.JavaScript) => $"[{items}]",
            (SequenceKind.Tuple, LanguageNames.Python) when sequence.Items.Count == 1 => $"({items},)",
            (SequenceKind.Tuple, _) => $"({items})",
            (SequenceKind.Set, LanguageNames.JavaScript) => $"new Set([{items}])",
            (SequenceKind.Set, LanguageNames.Python) when sequence.Items.Count == 0 => "set()",
            _ => $"{{{items}}}",
        };
    }

    private static string Map(MapLiteral map, string language)
    {
        if (map.Constructor is { } constructor)
            return $"{constructor} {{ {string.Join(", ", map.Items.Select(i => $"[{Write(i.Key, language)}] = {Write(i.Value, language)}"))} }}";
        string items = string.Join(", ", map.Items.Select(i => $"{Write(i.Key, language)}: {Write(i.Value, language)}"));
        // An object literal at a statement's start would be a block.
        return $"{{{items}}}";
    }
}
