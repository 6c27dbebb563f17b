namespace Tanuki.Evaluation.Statistics;

/// <summary>A stretch of the input that shares one fitted value.</summary>
/// <param name="Start">The smallest x in it.</param>
/// <param name="Value">The weighted mean of its y.</param>
/// <param name="Weight">The summed weight, above 0.</param>
public sealed record IsotonicBlock(double Start, double Value, double Weight);

/// <summary>The non-decreasing function nearest to the data in weighted least squares, by pooling adjacent violators.</summary>
public static class Isotonic
{
    /// <summary>Blocks with strictly increasing starts and values; points with equal x are pooled first.</summary>
    public static IReadOnlyList<IsotonicBlock> Fit(IEnumerable<(double X, double Y, double Weight)> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        var blocks = new List<IsotonicBlock>();
        foreach (var group in points.GroupBy(p => p.X).OrderBy(g => g.Key))
        {
            var weight = group.Sum(p => p.Weight);
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(weight, nameof(points));
            blocks.Add(new IsotonicBlock(group.Key, group.Sum(p => p.Y * p.Weight) / weight, weight));
            while (blocks.Count > 1 && blocks[^2].Value >= blocks[^1].Value)
            {
                var pooled = Pool(blocks[^2], blocks[^1]);
                blocks.RemoveAt(blocks.Count - 1);
                blocks[^1] = pooled;
            }
        }

        return blocks;
    }

    internal static IsotonicBlock Pool(IsotonicBlock left, IsotonicBlock right)
    {
        var weight = left.Weight + right.Weight;
        return new IsotonicBlock(left.Start, (left.Value * left.Weight + right.Value * right.Weight) / weight, weight);
    }
}
