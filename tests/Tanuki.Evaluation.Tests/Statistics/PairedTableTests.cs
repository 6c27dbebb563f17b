using CsCheck;
using Tanuki.Evaluation.Statistics;

namespace Tanuki.Evaluation.Tests.Statistics;

public sealed class PairedTableTests
{
    private static readonly Gen<PairedTable> Tables =
        Gen.Select(Gen.Int[0, 60], Gen.Int[0, 60], Gen.Int[0, 60], Gen.Int[1, 60], (a, b, c, d) => new PairedTable(a, b, c, d));

    // First row: Newcombe, Improved confidence intervals for the difference between binomial proportions based on paired data,
    // Statistics in Medicine 17 (1998) 2635-2650, Table III, method 10. Second row: the airway data (Bentur et al. 2009) in
    // Fagerland, Lydersen and Laake, Statistical Analysis of Contingency Tables (2017), chapter 8.
    [Theory]
    [InlineData(36, 12, 2, 0, 0.0569, 0.3404, 4)]
    [InlineData(1, 1, 7, 12, -0.507, -0.026, 3)]
    public void Newcombe_intervals_agree_with_published_ones(int both, int first, int second, int neither, double low, double high, int digits)
    {
        var interval = new PairedTable(both, first, second, neither).Newcombe();

        Assert.Equal(low, interval.Low, digits);
        Assert.Equal(high, interval.High, digits);
    }

    [Fact]
    public void Newcombe_intervals_hold_the_difference_and_flip_with_the_order() =>
        Tables.Sample(table =>
        {
            var interval = table.Newcombe();
            var flipped = new PairedTable(table.Both, table.OnlySecond, table.OnlyFirst, table.Neither).Newcombe();
            Assert.InRange(table.Difference, interval.Low, interval.High);
            Assert.InRange(interval.Low, -1, 1);
            Assert.InRange(interval.High, -1, 1);
            Assert.Equal(-flipped.High, interval.Low, 1e-9);
        });

    [Fact]
    public void Pairs_are_counted_by_kind() =>
        Assert.Equal(
            new PairedTable(1, 2, 1, 1),
            PairedTable.Of([(true, true), (true, false), (true, false), (false, true), (false, false)]));

    [Fact]
    public void The_bootstrap_and_newcombe_nearly_agree_on_many_tasks()
    {
        var table = new PairedTable(200, 90, 40, 170);
        double[] differences = [.. Enumerable.Repeat(1.0, 90), .. Enumerable.Repeat(-1.0, 40), .. Enumerable.Repeat(0.0, 370)];

        var bootstrap = PairedBootstrap.Of(differences, seed: 1);

        Assert.Equal(table.Newcombe().Low, bootstrap.Low, 0.01);
        Assert.Equal(table.Newcombe().High, bootstrap.High, 0.01);
    }

    [Fact]
    public void The_bootstrap_repeats_itself_with_the_same_seed_only()
    {
        double[] differences = [.. Enumerable.Range(0, 101).Select(i => Math.Sin(i))];

        Assert.Equal(PairedBootstrap.Of(differences, 5), PairedBootstrap.Of(differences, 5));
        Assert.NotEqual(PairedBootstrap.Of(differences, 5), PairedBootstrap.Of(differences, 6));
    }

    [Fact]
    public void The_bootstrap_of_a_constant_is_that_constant() =>
        Assert.Equal(new Interval(0.25, 0.25), PairedBootstrap.Of([0.25, 0.25, 0.25], 3));
}
