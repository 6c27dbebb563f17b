using System.Text.Json.Serialization;

namespace Tanuki.Evaluation.Statistics;

/// <summary>How often something happened, with its uncertainty.</summary>
/// <param name="Successes">At least 0, at most <paramref name="Trials"/>.</param>
public sealed record Proportion(int Successes, int Trials)
{
    /// <summary>NaN without trials.</summary>
    [JsonIgnore]
    public double Rate => Trials == 0 ? double.NaN : (double)Successes / Trials;

    /// <summary>Wilson's score interval (95% unless told), within [0, 1]; [0, 1] without trials.</summary>
    public Interval Wilson(double z = Interval.Z95)
    {
        if (Successes < 0 || Successes > Trials)
            throw new InvalidOperationException($"{Successes} of {Trials} is no proportion.");
        if (Trials == 0)
            return new Interval(0, 1);
        double n = Trials, p = Rate, z2 = z * z;
        var centre = (p + z2 / (2 * n)) / (1 + z2 / n);
        var half = z / (1 + z2 / n) * Math.Sqrt(p * (1 - p) / n + z2 / (4 * n * n));
        // At the ends the bound is exact; rounding would put it a hair inside.
        return new Interval(
            Successes == 0 ? 0 : Math.Max(0, centre - half),
            Successes == Trials ? 1 : Math.Min(1, centre + half));
    }
}
