using System.Globalization;
using System.Numerics;
using Tanuki.Agents.Analysis.Literals;

namespace Tanuki.Agents.Analysis.Mutation;

/// <summary>Values near a given one, of the same type, the most telling first.</summary>
internal static class Mutator
{
    private const int LongestText = 2000;

    // Programs in the examples' own range should not become slow on a probe.
    private static readonly BigInteger LargestNumber = 1_000_000;

    public static IReadOnlyList<Literal> Mutate(Literal literal, SeededRandom random, int depth = 0)
    {
        var variants = (literal switch
        {
            IntLiteral i => Numbers(i.Value).Select(Literal (v) => i with { Value = v }),
            FloatLiteral f => Numbers(f),
            BoolLiteral b => [new BoolLiteral(!b.Value)],
            TextLiteral { Kind: TextKind.Char } c => Characters(c),
            TextLiteral t => Texts(t.Value, random).Select(Literal (v) => t with { Value = v }),
            SequenceLiteral { Kind: SequenceKind.Tuple } t => Elements(t, random, depth),
            SequenceLiteral s => Lists(s, random, depth),
            MapLiteral m => Maps(m, random, depth),
            _ => [],
        }).ToList();
        // The first few stay first; the order of the rest is the seed's.
        random.Shuffle(variants, Math.Min(variants.Count, 4));
        return variants;
    }

    private static IEnumerable<BigInteger> Numbers(BigInteger value)
    {
        var largest = BigInteger.Max(BigInteger.Max(LargestNumber, BigInteger.Abs(value)), 1);
        var bound = BigInteger.Min(largest, BigInteger.Max(BigInteger.Abs(value) * 20, 20));
        BigInteger[] near =
        [
            value + 1, value - 1, value * 2, 0, value + 7, value / 2, 1, 2, value + 2, value - 2, value + 3, value <= 10 ? value * 3 + 1 : value + value / 3,
            value + 4, value * 3, 5, value + 10, value - 3, 9, value * 2 + 1, 12, value + 5, value * 5, 7, value + 6, 16, value * 10, 4, 20,
        ];
        foreach (var candidate in near)
        {
            // A negative where all was positive is seldom valid and often loops for ever; so does a steep growth of a recursion's depth.
            if (candidate != value && BigInteger.Abs(candidate) <= bound && (candidate.Sign >= 0 || value.Sign < 0))
                yield return candidate;
        }
        if (value.Sign < 0)
            yield return -value;
    }

    private static IEnumerable<Literal> Numbers(FloatLiteral literal)
    {
        double value = literal.Value;
        double[] near =
        [
            value + 1, value * 2, value / 2, value - 1, value + 0.5, 0, Math.Round(value, MidpointRounding.AwayFromZero), value * 10, -value,
            value * 3, value + 2, 1, value + 10, value / 4, 2.5, value * 1.5, 7, value - 0.25, value * 5, 12,
        ];
        foreach (double candidate in near)
        {
            double rounded = Math.Round(candidate, 6);
            bool negative = rounded < 0 && value >= 0 && candidate != -value;
            if (rounded == value || negative || !double.IsFinite(rounded) || Math.Abs(rounded) > Math.Max(1e6, Math.Abs(value)))
                continue;
            string source = rounded.ToString("0.0#####", CultureInfo.InvariantCulture);
            yield return literal with { Value = rounded, Source = source };
        }
    }

    private static IEnumerable<Literal> Characters(TextLiteral literal)
    {
        char c = literal.Value.Length == 1 ? literal.Value[0] : 'a';
        foreach (char near in (char[])[(char)(c + 1), char.IsUpper(c) ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c), 'a', 'z', '0', ' ', 'A', '9', 'e', '_', 'Z', 'b'])
        {
            if (near != c)
                yield return literal with { Value = near.ToString() };
        }
    }

    private static IEnumerable<string> Texts(string value, SeededRandom random)
    {
        if (value.Length == 0)
        {
            string[] some = ["a", "ab", "Abc", "1"];
            foreach (string text in some)
                yield return text;
            yield break;
        }
        int at = random.Next(value.Length), other = random.Next(value.Length);
        string[] near =
        [
            value.Remove(at, 1),
            new string([.. value.Reverse()]),
            value.Insert(other, value[other].ToString()),
            value.Length < LongestText ? value + value : value,
            SwapCase(value),
            "",
            value[..1],
            value[1..],
            value[..^1],
            Swap(value, at, other),
            value.Contains(' ', StringComparison.Ordinal) ? value[(value.IndexOf(' ', StringComparison.Ordinal) + 1)..] : value + value[..1],
            Replace(value, at, value[other]),
            value.ToUpperInvariant(),
            Replace(value, at, char.IsAsciiDigit(value[at]) ? (char)('0' + (value[at] - '0' + 1) % 10) : char.IsLetter(value[at]) ? 'a' : value[at]),
        ];
        foreach (string text in near)
        {
            if (text != value)
                yield return text;
        }
    }

    private static IEnumerable<Literal> Lists(SequenceLiteral list, SeededRandom random, int depth)
    {
        var items = list.Items;
        Literal With(IEnumerable<Literal> changed) => list with { Items = [.. changed] };
        if (items.Count == 0)
            yield break;
        int at = random.Next(items.Count), other = random.Next(items.Count);
        bool ordered = list.Kind == SequenceKind.List;
        // A C# array of a stated size would not compile with another number of items.
        if (items.Count > 1)
            yield return With(items.Where((_, i) => i != at));
        if (ordered && items.Count > 1)
            yield return With(items.Reverse());
        foreach (var variant in Inside(list, at, random, depth, 1))
            yield return variant;
        if (ordered)
            yield return With([.. items.Take(other + 1), items[other], .. items.Skip(other + 1)]);
        if (ordered && Sorted(items) is { } sorted)
            yield return With(sorted);
        yield return With([]);
        if (items.Count > 1)
        {
            yield return With(items.Take(1));
            yield return With(items.Skip(1));
        }
        if (ordered && items.Count <= 200)
            yield return With([.. items, .. items]);
        foreach (var variant in Elements(list, random, depth))
            yield return variant;
        if (ordered && items.Count > 1)
            yield return With(items.Select((item, i) => i == at ? items[other] : item));
    }

    /// <summary>A tuple keeps its length; its items change one at a time.</summary>
    private static IEnumerable<Literal> Elements(SequenceLiteral sequence, SeededRandom random, int depth)
    {
        int first = random.Next(sequence.Items.Count);
        for (int i = 0; i < Math.Min(sequence.Items.Count, 4); i++)
        {
            foreach (var variant in Inside(sequence, (first + i) % sequence.Items.Count, random, depth, 3))
                yield return variant;
        }
    }

    private static IEnumerable<Literal> Inside(SequenceLiteral sequence, int at, SeededRandom random, int depth, int most)
    {
        if (depth > 4)
            return [];
        return Mutate(sequence.Items[at], random, depth + 1).Take(most)
            .Select(v => sequence with { Items = [.. sequence.Items.Select((item, i) => i == at ? v : item)] });
    }

    private static IEnumerable<Literal> Maps(MapLiteral map, SeededRandom random, int depth)
    {
        if (map.Items.Count == 0 || depth > 4)
            yield break;
        int at = random.Next(map.Items.Count);
        if (map.Items.Count > 1)
            yield return map with { Items = [.. map.Items.Where((_, i) => i != at)] };
        foreach (var value in Mutate(map.Items[at].Value, random, depth + 1).Take(3))
            yield return map with { Items = [.. map.Items.Select((item, i) => i == at ? new KeyValuePair<Literal, Literal>(item.Key, value) : item)] };
        yield return map with { Items = [.. map.Items.Reverse()] };
        yield return map with { Items = [] };
        foreach (var key in Mutate(map.Items[at].Key, random, depth + 1).Take(2))
            yield return map with { Items = [.. map.Items.Select((item, i) => i == at ? new KeyValuePair<Literal, Literal>(key, item.Value) : item)] };
    }

    private static IEnumerable<Literal>? Sorted(IReadOnlyList<Literal> items) =>
        items.All(i => i is IntLiteral) ? items.OrderBy(i => ((IntLiteral)i).Value)
        : items.All(i => i is TextLiteral) ? items.OrderBy(i => ((TextLiteral)i).Value, StringComparer.Ordinal)
        : items.All(i => i is FloatLiteral) ? items.OrderBy(i => ((FloatLiteral)i).Value)
        : null;

    private static string SwapCase(string value) => new([.. value.Select(c => char.IsUpper(c) ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c))]);

    private static string Swap(string value, int i, int j) => Replace(Replace(value, i, value[j]), j, value[i]);

    private static string Replace(string value, int at, char c) => string.Concat(value.AsSpan(0, at), c.ToString(), value.AsSpan(at + 1));
}
