namespace Tanuki.Engine.Grammars;

/// <summary>Sets of code points and the bytes that UTF-8 writes them with.</summary>
internal static class CodePoints
{
    public const int Last = 0x10FFFF;

    private static readonly (int First, int Last) _surrogates = (0xD800, 0xDFFF);

    /// <summary>All code points outside <paramref name="ranges"/>.</summary>
    public static IReadOnlyList<(int First, int Last)> Except(IEnumerable<(int First, int Last)> ranges)
    {
        var rest = new List<(int, int)>();
        var next = 0;
        foreach (var (first, last) in ranges.OrderBy(range => range.First))
        {
            if (first > next)
                rest.Add((next, first - 1));
            next = Math.Max(next, last + 1);
        }
        if (next <= Last)
            rest.Add((next, Last));
        return rest;
    }

    /// <summary>
    /// Sequences of byte ranges that together match exactly the encodings of the code points: ranges are cut where the number
    /// of bytes changes, and until all bytes but the first that differs run through all their values.
    /// </summary>
    public static IEnumerable<(byte First, byte Last)[]> Utf8(int first, int last)
    {
        var pending = new Stack<(int First, int Last)>([(first, last)]);
        while (pending.TryPop(out var range))
        {
            if (range.First > range.Last)
                continue;
            if (range.First <= _surrogates.Last && range.Last >= _surrogates.First)
            {
                pending.Push((_surrogates.Last + 1, range.Last));
                pending.Push((range.First, _surrogates.First - 1));
            }
            else if (Cut(range.First, range.Last) is { } cut)
            {
                pending.Push((cut + 1, range.Last));
                pending.Push((range.First, cut));
            }
            else
            {
                yield return [.. Encode(range.First).Zip(Encode(range.Last))];
            }
        }
    }

    /// <returns>The last code point of the first part; null where the range need not be cut.</returns>
    private static int? Cut(int first, int last)
    {
        foreach (var longest in new[] { 0x7F, 0x7FF, 0xFFFF })
            if (first <= longest && last > longest)
                return longest;
        if (last <= 0x7F)
            return null;
        for (var bits = 6; bits <= 18; bits += 6)
        {
            var low = (1 << bits) - 1;
            if ((first & ~low) == (last & ~low))
                return null;
            if ((first & low) != 0)
                return first | low;
            if ((last & low) != low)
                return (last & ~low) - 1;
        }
        return null;
    }

    private static byte[] Encode(int point) => point switch
    {
        <= 0x7F => [(byte)point],
        <= 0x7FF => [(byte)(0xC0 | point >> 6), Tail(point)],
        <= 0xFFFF => [(byte)(0xE0 | point >> 12), Tail(point >> 6), Tail(point)],
        _ => [(byte)(0xF0 | point >> 18), Tail(point >> 12), Tail(point >> 6), Tail(point)],
    };

    private static byte Tail(int bits) => (byte)(0x80 | bits & 0x3F);
}
