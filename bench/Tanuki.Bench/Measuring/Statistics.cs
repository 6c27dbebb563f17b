namespace Tanuki.Bench.Measuring;

/// <summary>Several measurements of the same thing.</summary>
/// <param name="LowerQuartile">Interpolated between neighbours, as is the upper one.</param>
internal sealed record Spread(double Median, double LowerQuartile, double UpperQuartile, double Least, double Most)
{
    /// <exception cref="ArgumentException">There are none.</exception>
    public static Spread Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        if (sorted.Length == 0)
            throw new ArgumentException("There is nothing to summarise.", nameof(values));
        return new Spread(At(sorted, 0.5), At(sorted, 0.25), At(sorted, 0.75), sorted[0], sorted[^1]);
    }

    /// <param name="share">0 for the least, 1 for the most.</param>
    public static double Quantile(IEnumerable<double> values, double share) => At([.. values.Order()], share);

    private static double At(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
    }
}
