using CsCheck;
using Tanuki.Evaluation.Statistics;

namespace Tanuki.Evaluation.Tests.Statistics;

public sealed class CalibrationCurveTests
{
    private static readonly Gen<Claim[]> Claims =
        Gen.Select(Gen.Double[0, 1], Gen.Bool, (confidence, right) => new Claim(confidence, right)).Array[1, 80];

    // The example in scikit-learn's documentation of brier_score_loss.
    [Fact]
    public void The_brier_score_agrees_with_the_known_example() =>
        Assert.Equal(0.0375, CalibrationCurve.Brier([new(0.1, false), new(0.9, true), new(0.8, true), new(0.3, false)]), 1e-9);

    [Fact]
    public void Bins_have_counts_means_and_observed_rates()
    {
        var curve = CalibrationCurve.Of([new(0.5, true), new(0.7, false), new(1, true), new(0.1, false)], bins: 2);

        Assert.Equal(
            [new CalibrationBin(0, 0.5, 0.1, new Proportion(0, 1)), new CalibrationBin(0.5, 1, 2.2 / 3, new Proportion(2, 3))],
            curve,
            (a, b) => a with { MeanConfidence = 0 } == b with { MeanConfidence = 0 } && Math.Abs(a.MeanConfidence - b.MeanConfidence) < 1e-9);
    }

    [Fact]
    public void The_expected_error_weighs_gaps_by_bin_size() =>
        Assert.Equal((2 * 0.4 + 1 * 0.2) / 3, CalibrationCurve.ExpectedError([new(0.9, true), new(0.9, false), new(0.2, false)]), 1e-9);

    [Fact]
    public void No_claim_is_lost_and_both_scores_stay_in_range() =>
        Claims.Sample(claims =>
        {
            Assert.Equal(claims.Length, CalibrationCurve.Of(claims).Sum(bin => bin.Observed.Trials));
            Assert.InRange(CalibrationCurve.Brier(claims), 0, 1);
            Assert.InRange(CalibrationCurve.ExpectedError(claims), 0, 1);
        });

    [Fact]
    public void A_confidence_outside_its_range_is_a_bug() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CalibrationCurve.Of([new Claim(1.01, true)]));
}
