using Tanuki.Bench.Measuring;

namespace Tanuki.Bench.Tests;

public class StatisticsTests
{
    [Fact]
    public void A_spread_interpolates_between_neighbours() =>
        Assert.Equal(new Spread(Median: 2.5, LowerQuartile: 1.75, UpperQuartile: 3.25, Least: 1, Most: 4), Spread.Of([4, 1, 3, 2]));

    [Fact]
    public void A_single_value_is_all_of_its_spread() => Assert.Equal(new Spread(7, 7, 7, 7, 7), Spread.Of([7]));

    [Fact]
    public void Nothing_has_no_spread() => Assert.Throws<ArgumentException>(() => Spread.Of([]));

    [Fact]
    public void Ratios_are_taken_within_a_round_so_that_a_slow_machine_cancels_out()
    {
        var metric = Metric.HigherIsBetter("x", "1/s", 1, [(10, 5), (1, 0.5), (4, 2)]);

        Assert.Equal((4, 2, 2, 2), (metric.Ours, metric.Peer, metric.Ratio, metric.RatioSpread.LowerQuartile));
    }

    [Fact]
    public void Above_one_is_better_for_times_as_well()
    {
        Assert.Equal(2, Metric.LowerIsBetter("x", "s", 1, [(1, 2)]).Ratio);
        Assert.Equal(0.5, Metric.HigherIsBetter("x", "1/s", 1, [(1, 2)]).Ratio);
    }

    [Fact]
    public void The_reports_ratio_is_the_worst_of_those_with_a_goal()
    {
        var report = new BenchmarkReport("x", "peer", "", 1,
            [
                Metric.LowerIsBetter("a", "s", 1, [(1, 3)]),
                Metric.LowerIsBetter("b", "s", 1, [(1, 2)]),
                Metric.LowerIsBetter("c", "s", null, [(1, 0.1)]),
            ], [], []);

        Assert.Equal(2, report.Ratio);
    }

    [Fact]
    public void Processor_time_is_read_behind_a_name_with_brackets_and_blanks() =>
        Assert.Equal(3.5, ProcessorTime.Parse("42 (a) b) (c) S 1 2 3 4 5 6 7 8 9 10 300 50 7 8 20 0 1 0 99"));
}
