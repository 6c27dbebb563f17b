namespace Tanuki.Evaluation.Statistics;

/// <summary>The percentile bootstrap over paired differences.</summary>
public static class PairedBootstrap
{
    public const int DefaultResamples = 10_000;

    /// <summary>
    /// The 95% interval of the mean difference. Give one difference per independent unit: per task, or the mean of a group
    /// whose members share something (several seeds of one task).
    /// </summary>
    /// <param name="seed">The same seed gives the same interval.</param>
    public static Interval Of(IReadOnlyList<double> differences, int seed, int resamples = DefaultResamples)
    {
        ArgumentNullException.ThrowIfNull(differences);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 40);
        if (differences.Count == 0)
            return new Interval(double.NegativeInfinity, double.PositiveInfinity);

        var random = new Random(seed);
        var means = new double[resamples];
        for (var i = 0; i < resamples; i++)
        {
            var sum = 0.0;
            for (var j = 0; j < differences.Count; j++)
                sum += differences[random.Next(differences.Count)];
            means[i] = sum / differences.Count;
        }

        Array.Sort(means);
        return new Interval(Quantile(means, 0.025), Quantile(means, 0.975));
    }

    private static double Quantile(double[] sorted, double q)
    {
        var position = q * (sorted.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
