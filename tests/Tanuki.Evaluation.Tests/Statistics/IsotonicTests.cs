using CsCheck;
using Tanuki.Evaluation.Statistics;

namespace Tanuki.Evaluation.Tests.Statistics;

public sealed class IsotonicTests
{
    private static readonly Gen<(double X, double Y, double Weight)[]> Points =
        Gen.Select(Gen.Int[0, 20], Gen.Double[0, 1], Gen.Int[1, 9], (x, y, w) => ((double)x, y, (double)w)).Array[1, 40];

    // The example in scikit-learn's documentation of isotonic_regression.
    [Fact]
    public void The_known_example_is_pooled_into_two_blocks()
    {
        double[] y = [5, 3, 1, 2, 8, 10, 7, 9, 6, 4];

        var blocks = Isotonic.Fit(y.Select((value, i) => ((double)i, value, 1.0)));

        Assert.Equal([new IsotonicBlock(0, 2.75, 4), new IsotonicBlock(4, 44.0 / 6, 6)], blocks, Alike);
    }

    [Fact]
    public void Values_rise_strictly_and_the_weighted_mean_is_kept() =>
        Points.Sample(points =>
        {
            var blocks = Isotonic.Fit(points);
            Assert.All(blocks.Zip(blocks.Skip(1)), pair =>
            {
                Assert.True(pair.First.Start < pair.Second.Start);
                Assert.True(pair.First.Value < pair.Second.Value);
            });
            Assert.Equal(points.Sum(p => p.Y * p.Weight), blocks.Sum(b => b.Value * b.Weight), 1e-9);
            Assert.Equal(points.Sum(p => p.Weight), blocks.Sum(b => b.Weight), 1e-9);
        });

    [Fact]
    public void No_step_function_with_two_levels_fits_better() =>
        Gen.Select(Points, Gen.Int[0, 20], Gen.Double[0, 1], Gen.Double[0, 1]).Sample((points, cut, one, other) =>
        {
            var blocks = Isotonic.Fit(points);
            var ours = points.Sum(p => p.Weight * Square(p.Y - blocks.Last(b => b.Start <= p.X).Value));
            var rival = points.Sum(p => p.Weight * Square(p.Y - (p.X < cut ? Math.Min(one, other) : Math.Max(one, other))));
            Assert.True(ours <= rival + 1e-9);
        });

    private static bool Alike(IsotonicBlock a, IsotonicBlock b) =>
        a.Start == b.Start && a.Weight == b.Weight && Math.Abs(a.Value - b.Value) < 1e-12;

    private static double Square(double x) => x * x;
}
