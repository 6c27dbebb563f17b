using System.Text.RegularExpressions;
using Tanuki.Agents.Analysis.Examples;
using Tanuki.Agents.Analysis.Literals;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Analysis.Mutation;

/// <summary>Calls made from the parameters' types alone, for a task that shows no example.</summary>
internal static partial class GenericProbes
{
    private const int MostProbes = 16;

    public static IReadOnlyList<string> Build(string callee, IReadOnlyList<Parameter> parameters, string language, SeededRandom random)
    {
        var values = parameters.Select(p => p.Type is null ? null : Values(p.Type, language, 0)).ToList();
        if (values.Count == 0 || values.Exists(v => v is null || v.Count == 0))
            return [];
        var probes = new List<string>();
        for (int i = 0; i < MostProbes * 3 && probes.Count < MostProbes; i++)
        {
            var arguments = values.Select((v, p) => new Argument(null, v![p == 0 ? i % v.Count : random.Next(v.Count)]));
            string probe = Call.Write(callee, arguments, language);
            if (!probes.Contains(probe, StringComparer.Ordinal))
                probes.Add(probe);
        }
        return probes;
    }

    private static List<Literal>? Values(string type, string language, int depth)
    {
        if (depth > 3)
            return null;
        string name = type.Trim().TrimEnd('?').Trim('\'', '"');
        switch (name)
        {
            case "int" or "long" or "Integer":
                return [.. Numbers([3, 0, 10, 1, 7, 2, 25, 100, 4])];
            case "float" or "double" or "number":
                return language == LanguageNames.JavaScript
                    ? [.. Numbers([3, 0, 10, 1, 7, 2, 25])]
                    : [.. ((string[])["2.5", "0.0", "10.0", "1.0", "3.75"]).Select(s => LiteralParser.Parse(s, language)!)];
            case "bool" or "boolean":
                return [new BoolLiteral(true), new BoolLiteral(false)];
            case "str" or "string" or "String":
                return [.. ((string[])["hello", "", "abcba", "Hello World", "a", "112233", "Aa bB"]).Select(s => new TextLiteral(s))];
            case "list" or "List" or "Array":
                name = "List[int]";
                break;
        }
        if (Optional().Match(name) is { Success: true } optional)
            return Values(optional.Groups["item"].Value, language, depth + 1);
        if (Sequence().Match(name) is { Success: true } sequence && Values(sequence.Groups["item"].Value, language, depth + 1) is { Count: > 0 } items)
            return Lists(items, sequence.Groups["kind"].Value is "Set" or "set" ? SequenceKind.Set : SequenceKind.List, ArrayConstructor(name, language));
        if (Map().Match(name) is { Success: true } map && language == LanguageNames.Python
            && Values(map.Groups["key"].Value, language, depth + 1) is { Count: > 2 } keys
            && Values(map.Groups["value"].Value, language, depth + 1) is { Count: > 1 } values)
        {
            return [.. ((int[])[2, 1, 3, 0]).Select(n => new MapLiteral(
                [.. Enumerable.Range(0, n).Select(i => new KeyValuePair<Literal, Literal>(keys[i % keys.Count], values[i % values.Count]))]))];
        }
        return null;
    }

    private static IEnumerable<Literal> Numbers(int[] values) => values.Select(v => new IntLiteral(v));

    private static List<Literal> Lists(List<Literal> items, SequenceKind kind, string? constructor)
    {
        Literal Of(params IEnumerable<int> picks) => new SequenceLiteral(kind, [.. picks.Select(i => items[i % items.Count])], constructor);
        return [Of(0, 1, 2), Of(), Of(4), Of(3, 2, 3, 1), Of(5, 0, 6, 2, 1), Of(2, 2, 2), Of(1, 2, 3, 4, 5, 6)];
    }

    private static string? ArrayConstructor(string type, string language) =>
        language != LanguageNames.CSharp ? null : type.EndsWith("[]", StringComparison.Ordinal) ? $"new {type}" : type.StartsWith("List<", StringComparison.Ordinal) ? $"new {type}" : null;

    [GeneratedRegex(@"^(typing\.)?Optional\[(?<item>.+)\]$|^(?<item>.+?)\s*\|\s*None$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Optional();

    [GeneratedRegex(@"^(typing\.)?(?<kind>List|list|Sequence|Iterable|Collection|Set|set)[\[<](?<item>.+)[\]>]$|^(?<item>[\w<>]+)\[\]$|^(?<kind>Array)<(?<item>.+)>$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Sequence();

    [GeneratedRegex(@"^(typing\.)?(Dict|dict|Mapping)\[(?<key>\w+),\s*(?<value>.+)\]$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Map();
}
