namespace Tanuki.Evaluation.Statistics;

/// <summary>A claim and what became of it.</summary>
/// <param name="Confidence">In [0, 1].</param>
public sealed record Claim(double Confidence, bool Right);

/// <param name="Low">Confidences of this bin are in [Low, High); the last bin includes 1.</param>
/// <param name="MeanConfidence">0 when the bin is empty.</param>
/// <param name="Observed">How many were right of those in the bin.</param>
public sealed record CalibrationBin(double Low, double High, double MeanConfidence, Proportion Observed);

/// <summary>How far stated confidences can be believed.</summary>
public static class CalibrationCurve
{
    /// <summary>Bins of equal width over [0, 1], empty ones included.</summary>
    public static IReadOnlyList<CalibrationBin> Of(IReadOnlyCollection<Claim> claims, int bins = 10)
    {
        ArgumentNullException.ThrowIfNull(claims);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bins);
        var members = claims.ToLookup(claim => BinOf(claim.Confidence, bins));
        return [.. Enumerable.Range(0, bins).Select(i => new CalibrationBin(
            (double)i / bins,
            (double)(i + 1) / bins,
            members[i].Select(claim => claim.Confidence).DefaultIfEmpty(0).Average(),
            new Proportion(members[i].Count(claim => claim.Right), members[i].Count())))];
    }

    /// <summary>Mean squared distance between confidence and outcome: 0 is perfect, 0.25 is a coin toss. NaN without claims.</summary>
    public static double Brier(IReadOnlyCollection<Claim> claims)
    {
        ArgumentNullException.ThrowIfNull(claims);
        return claims.Count == 0 ? double.NaN : claims.Average(claim => Square(claim.Confidence - (claim.Right ? 1 : 0)));
    }

    /// <summary>Expected calibration error: the mean gap between confidence and observed rate, weighted by bin size. NaN without claims.</summary>
    public static double ExpectedError(IReadOnlyCollection<Claim> claims, int bins = 10)
    {
        ArgumentNullException.ThrowIfNull(claims);
        return claims.Count == 0
            ? double.NaN
            : Of(claims, bins).Where(bin => bin.Observed.Trials > 0)
                .Sum(bin => Math.Abs(bin.MeanConfidence - bin.Observed.Rate) * bin.Observed.Trials) / claims.Count;
    }

    private static int BinOf(double confidence, int bins)
    {
        if (double.IsNaN(confidence) || confidence is < 0 or > 1)
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence is in [0, 1].");
        return Math.Min((int)(confidence * bins), bins - 1);
    }

    private static double Square(double x) => x * x;
}
