using CsCheck;
using Tanuki.Evaluation.Statistics;

namespace Tanuki.Evaluation.Tests.Statistics;

public sealed class ProportionTests
{
    // Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998) 857-872, Table I, method 3.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Wilson_intervals_agree_with_the_published_table(int successes, int trials, double low, double high)
    {
        var interval = new Proportion(successes, trials).Wilson();

        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
    }

    [Fact]
    public void Wilson_intervals_hold_the_rate_stay_in_range_and_mirror_for_the_failures() =>
        Gen.Int[1, 5000].SelectMany(n => Gen.Int[0, n].Select(k => (k, n))).Sample(sample =>
        {
            var (k, n) = sample;
            var interval = new Proportion(k, n).Wilson();
            var mirrored = new Proportion(n - k, n).Wilson();
            var rate = (double)k / n;
            Assert.InRange(rate, interval.Low, interval.High);
            Assert.InRange(interval.Low, 0, 1);
            Assert.InRange(interval.High, 0, 1);
            Assert.Equal(1 - mirrored.High, interval.Low, 1e-9);
        }, iter: 2000);

    [Fact]
    public void Nothing_tried_says_nothing()
    {
        Assert.Equal(new Interval(0, 1), new Proportion(0, 0).Wilson());
        Assert.True(double.IsNaN(new Proportion(0, 0).Rate));
    }

    [Fact]
    public void More_successes_than_trials_are_a_bug() =>
        Assert.Throws<InvalidOperationException>(() => new Proportion(3, 2).Wilson());
}
