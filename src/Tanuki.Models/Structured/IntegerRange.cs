using System.Globalization;
using System.Numerics;

namespace Tanuki.Models.Structured;

/// <summary>Whole numbers between bounds, as a grammar of their digits.</summary>
internal static class IntegerRange
{
    /// <summary>Digits where there is no bound.</summary>
    private const int MostDigits = 16;

    /// <returns>null where there is no such number.</returns>
    public static string? Between(BigInteger? least, BigInteger? most)
    {
        var options = new List<string>();
        if (least is null || least < 0)
        {
            var top = most is null || most >= 0 ? BigInteger.One : -most.Value;
            options.AddRange(Natural(top, -least).Select(digits => $"\"-\" ({digits})"));
        }
        if (most is null || most >= 0)
            options.AddRange(Natural(BigInteger.Max(least ?? 0, 0), most));
        return options.Count == 0 ? null : string.Join(" | ", options);
    }

    private static IEnumerable<string> Natural(BigInteger least, BigInteger? most)
    {
        if (least > most)
            yield break;
        var last = Digits(most ?? BigInteger.Max(BigInteger.Pow(10, MostDigits) - 1, least));
        for (var (from, length) = (Digits(least), Digits(least).Length); length <= last.Length; length++)
        {
            // All numbers of this many digits, within the bounds.
            var low = length == from.Length ? from : "1" + new string('0', length - 1);
            var high = length == last.Length ? last : new string('9', length);
            yield return Same(low, high);
        }
    }

    /// <summary>Numbers of equal length.</summary>
    private static string Same(string low, string high)
    {
        if (low == high)
            return $"\"{low}\"";
        if (low.Length == 1)
            return $"[{low}-{high}]";
        var (first, last) = (low[0], high[0]);
        if (first == last)
            return $"\"{first}\" ({Same(low[1..], high[1..])})";
        var rest = low.Length - 1;
        var (zeros, nines) = (new string('0', rest), new string('9', rest));
        var options = new List<string>();
        if (low[1..] != zeros)
            options.Add($"\"{first++}\" ({Same(low[1..], nines)})");
        var end = high[1..] == nines ? last : (char)(last - 1);
        if (first <= end)
            options.Add($"[{first}-{end}] [0-9]{{{rest}}}");
        if (end != last)
            options.Add($"\"{last}\" ({Same(zeros, high[1..])})");
        return string.Join(" | ", options);
    }

    private static string Digits(BigInteger number) => number.ToString(CultureInfo.InvariantCulture);
}
