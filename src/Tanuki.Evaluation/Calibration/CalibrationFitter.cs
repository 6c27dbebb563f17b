using Tanuki.Agents.Selection;
using Tanuki.Evaluation.Statistics;

namespace Tanuki.Evaluation.Calibration;

/// <summary>An accepted answer of a task that is not reported on.</summary>
/// <param name="Examples">Examples and tests that it passed.</param>
/// <param name="EnoughAgree">See <see cref="BehaviourGroup.EnoughAgree(int, int, double)"/>.</param>
/// <param name="Support">Share of all checked candidates that pass everything and behave like it, in [0, 1].</param>
internal sealed record FittingSample(int Examples, Information Information, bool EnoughAgree, double Support, bool Right);

/// <summary>Fits how often an answer is right: rising with support, for no, one, and more examples apart, and for results that say little and much.</summary>
internal static class CalibrationFitter
{
    /// <summary>Two stands for two and more.</summary>
    public const int MostExamples = 2;

    /// <summary>Fewer tasks say too little about a rate: such a stretch joins its neighbour, such a class is left to the one below.</summary>
    public const int FewestTasks = 20;

    /// <summary>Each stretch counts as if this many more tasks had been seen at the rate of its kind.</summary>
    private const double PriorTasks = 2;

    public static IReadOnlyList<CalibrationClass> Fit(IEnumerable<FittingSample> samples) =>
    [
        .. samples.GroupBy(sample => (Examples: Math.Min(sample.Examples, MostExamples), sample.Information))
            .Where(group => group.Count() >= FewestTasks)
            .OrderBy(group => group.Key)
            .Select(group => new CalibrationClass(group.Key.Examples, group.Key.Information, FitClass([.. group]))),
    ];

    /// <summary>The lower of both everywhere; classes that only one has are left out.</summary>
    public static IReadOnlyList<CalibrationClass> Lower(IReadOnlyList<CalibrationClass> one, IReadOnlyList<CalibrationClass> other) =>
    [
        .. one.Join(other, entry => (entry.Examples, entry.Information), entry => (entry.Examples, entry.Information), (a, b) => new CalibrationClass(a.Examples, a.Information, Lower(a.Points, b.Points))),
    ];

    private static IReadOnlyList<CalibrationPoint> Lower(IReadOnlyList<CalibrationPoint> one, IReadOnlyList<CalibrationPoint> other) =>
    [
        .. one.Concat(other).Select(point => point.Support).Distinct().Order().Select(support =>
        {
            CalibrationPoint a = one.Last(point => point.Support <= support), b = other.Last(point => point.Support <= support);
            return (a.Confidence <= b.Confidence ? a : b) with { Support = support };
        }),
    ];

    private static IReadOnlyList<CalibrationPoint> FitClass(IReadOnlyCollection<FittingSample> samples)
    {
        // A round goes on until enough agree: with fewer, it ended without them, which is another kind of answer.
        var kinds = samples.ToLookup(sample => sample.EnoughAgree);
        var blocks = kinds[true].Count() < FewestTasks ? Stretches(samples) : Stretches([.. kinds[false]]).Concat(Stretches([.. kinds[true]]));

        // Shrinking moves thin stretches more than thick ones and may turn their order, so they are pooled once more.
        var rising = Isotonic.Fit(blocks.Select(block => (block.Start, block.Value, block.Weight)));
        return [.. rising.Select((block, index) =>
            new CalibrationPoint(index == 0 ? 0 : Round(block.Start), Round(block.Value), (int)Math.Round(block.Weight)))];
    }

    private static IEnumerable<IsotonicBlock> Stretches(IReadOnlyCollection<FittingSample> samples)
    {
        var rate = (samples.Count(sample => sample.Right) + 0.5) / (samples.Count + 1);
        return JoinThin(Isotonic.Fit(samples.Select(sample => (sample.Support, sample.Right ? 1.0 : 0, 1.0))))
            .Select(block => block with { Value = Math.Min(Shrunk(block, rate), 1 - 0.5 / (block.Weight + 1)) });
    }

    private static double Shrunk(IsotonicBlock block, double rate) =>
        (block.Value * block.Weight + PriorTasks * rate) / (block.Weight + PriorTasks);

    private static List<IsotonicBlock> JoinThin(IReadOnlyList<IsotonicBlock> blocks)
    {
        var joined = new List<IsotonicBlock>();
        foreach (var block in blocks)
        {
            if (joined.Count > 0 && joined[^1].Weight < FewestTasks)
                joined[^1] = Isotonic.Pool(joined[^1], block);
            else
                joined.Add(block);
        }

        if (joined.Count > 1 && joined[^1].Weight < FewestTasks)
        {
            joined[^2] = Isotonic.Pool(joined[^2], joined[^1]);
            joined.RemoveAt(joined.Count - 1);
        }

        return joined;
    }

    private static double Round(double value) => Math.Round(value, 4);
}
