namespace Tanuki.Evaluation.Statistics;

/// <summary>A two-sided confidence interval.</summary>
public sealed record Interval(double Low, double High)
{
    /// <summary>The standard normal quantile of a two-sided 95% interval.</summary>
    internal const double Z95 = 1.959963984540054;
}
