using System.Text.Json.Serialization;

namespace Tanuki.Evaluation.Statistics;

/// <summary>Two yes/no results for each of the same tasks.</summary>
/// <param name="OnlyFirst">Right in the first, wrong in the second.</param>
/// <param name="OnlySecond">Wrong in the first, right in the second.</param>
public sealed record PairedTable(int Both, int OnlyFirst, int OnlySecond, int Neither)
{
    [JsonIgnore]
    public int Count => Both + OnlyFirst + OnlySecond + Neither;

    /// <summary>Rate of the first minus rate of the second; NaN without tasks.</summary>
    [JsonIgnore]
    public double Difference => Count == 0 ? double.NaN : (double)(OnlyFirst - OnlySecond) / Count;

    public static PairedTable Of(IEnumerable<(bool First, bool Second)> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        int both = 0, first = 0, second = 0, neither = 0;
        foreach (var pair in pairs)
        {
            if (pair is (true, true))
                both++;
            else if (pair.First)
                first++;
            else if (pair.Second)
                second++;
            else
                neither++;
        }

        return new PairedTable(both, first, second, neither);
    }

    /// <summary>
    /// Newcombe's square-and-add interval for the difference of paired proportions (Statistics in Medicine 17, 1998,
    /// method 10): Wilson's limits of both margins, joined through a correlation with continuity correction.
    /// </summary>
    public Interval Newcombe(double z = Interval.Z95)
    {
        if (Count == 0)
            return new Interval(-1, 1);
        var first = new Proportion(Both + OnlyFirst, Count);
        var second = new Proportion(Both + OnlySecond, Count);
        Interval one = first.Wilson(z), two = second.Wilson(z);
        double down1 = first.Rate - one.Low, up1 = one.High - first.Rate;
        double down2 = second.Rate - two.Low, up2 = two.High - second.Rate;
        var correlation = Correlation();
        return new Interval(
            Math.Max(-1, Difference - Join(down1, up2, correlation)),
            Math.Min(1, Difference + Join(up1, down2, correlation)));
    }

    private double Correlation()
    {
        double a = Both, b = OnlyFirst, c = OnlySecond, d = Neither;
        var margins = (a + b) * (c + d) * (a + c) * (b + d);
        if (margins == 0)
            return 0;
        var product = a * d - b * c;
        if (product > 0)
            product = Math.Max(0, product - Count / 2.0);
        return product / Math.Sqrt(margins);
    }

    private static double Join(double left, double right, double correlation) =>
        Math.Sqrt(Math.Max(0, left * left - 2 * correlation * left * right + right * right));
}
