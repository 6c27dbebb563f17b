using CsCheck;
using Tanuki.Agents.Selection;
using Tanuki.Evaluation.Calibration;

namespace Tanuki.Evaluation.Tests.Calibration;

public sealed class CalibrationFitterTests
{
    private static readonly Gen<FittingSample[]> Samples =
        Gen.Select(Gen.Int[0, 4], Gen.Int[1, 10], Gen.Int[0, 1], Gen.Bool, (examples, agreeing, information, right) => new FittingSample(examples, (Information)information, agreeing > 2, agreeing / 10.0, right)).Array[0, 200];

    [Fact]
    public void Every_class_begins_at_no_support_and_rises_with_it() =>
        Samples.Sample(samples => Assert.All(CalibrationFitter.Fit(samples), entry =>
        {
            Assert.Equal(0, entry.Points[0].Support);
            // Confidences are rounded to four digits.
            Assert.All(entry.Points, point => Assert.InRange(point.Confidence, 0, 1 - 0.5 / (point.Tasks + 1) + 0.00005));
            // Those that ended without enough agreement come first, however few they are.
            Assert.All(entry.Points.Skip(1), point => Assert.True(point.Tasks >= CalibrationFitter.FewestTasks));
            Assert.All(entry.Points.Zip(entry.Points.Skip(1)), pair =>
            {
                Assert.True(pair.First.Support < pair.Second.Support);
                Assert.True(pair.First.Confidence <= pair.Second.Confidence);
            });
            Assert.Equal(samples.Count(sample => Math.Min(sample.Examples, 2) == entry.Examples && sample.Information == entry.Information), entry.Points.Sum(point => point.Tasks));
        }));

    [Fact]
    public void Rates_that_were_seen_often_are_learnt()
    {
        var samples = Many(500, 0.2, 0.3).Concat(Many(500, 0.8, 0.96)).ToArray();

        var points = Assert.Single(CalibrationFitter.Fit(samples)).Points;

        Assert.Equal([(0.0, 500), (0.8, 500)], points.Select(point => (point.Support, point.Tasks)));
        Assert.Equal(0.3, points[0].Confidence, 0.01);
        Assert.Equal(0.96, points[1].Confidence, 0.01);
    }

    [Fact]
    public void A_few_lucky_tasks_do_not_make_a_promise()
    {
        var samples = Many(60, 0.3, 0.5).Concat(Many(9, 1.0, 1.0)).ToArray();

        Assert.DoesNotContain(CalibrationFitter.Fit(samples).Single().Points, point => point.Confidence >= 0.9);
    }

    [Fact]
    public void Results_that_say_much_are_a_class_of_their_own()
    {
        var samples = Many(50, 0.8, 0.6).Concat(Many(50, 0.8, 0.98).Select(sample => sample with { Information = Information.Much }));

        Assert.Equal([(Information.Little, 0.6), (Information.Much, 0.98)], CalibrationFitter.Fit(samples).Select(entry => (entry.Information, Math.Round(At(entry, 1), 2))));
    }

    [Fact]
    public void A_class_with_hardly_any_task_is_left_to_the_one_below()
    {
        var samples = Many(50, 0.5, 0.5).Concat(Enumerable.Repeat(new FittingSample(2, Information.Little, true, 1, true), CalibrationFitter.FewestTasks - 1));

        Assert.Equal([1], CalibrationFitter.Fit(samples).Select(entry => entry.Examples));
    }

    [Fact]
    public void The_lower_of_two_tables_is_nowhere_above_either() =>
        Gen.Select(Samples, Samples).Sample((a, b) =>
        {
            var (one, other) = (CalibrationFitter.Fit(a), CalibrationFitter.Fit(b));
            foreach (var lower in CalibrationFitter.Lower(one, other))
            {
                for (var support = 0.0; support <= 1; support += 0.05)
                {
                    var value = At(lower, support);
                    Assert.Equal(Math.Min(At(Same(one, lower), support), At(Same(other, lower), support)), value);
                }
            }
        });

    private static CalibrationClass Same(IReadOnlyList<CalibrationClass> classes, CalibrationClass like) =>
        classes.Single(entry => (entry.Examples, entry.Information) == (like.Examples, like.Information));

    private static double At(CalibrationClass entry, double support) => entry.Points.Last(point => point.Support <= support).Confidence;

    private static IEnumerable<FittingSample> Many(int count, double support, double rate) =>
        Enumerable.Range(0, count).Select(i => new FittingSample(1, Information.Little, support > 0.25, support, i < count * rate));
}
