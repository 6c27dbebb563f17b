namespace Tanuki.Repositories.Mapping;

/// <summary>Personalised PageRank by power iteration; the same graph gives the same numbers, always.</summary>
internal static class PageRank
{
    private const double Damping = 0.7;
    private const int Rounds = 40;

    /// <param name="wanted">Where a reader starts; all zero for anywhere.</param>
    public static double[] Of(IReadOnlyList<Dictionary<int, double>> edges, double[] wanted)
    {
        var count = wanted.Length;
        if (count == 0)
            return [];
        var sum = wanted.Sum();
        var start = sum > 0 ? [.. wanted.Select(weight => weight / sum)] : Enumerable.Repeat(1.0 / count, count).ToArray();
        // In one order, since sums of floating-point numbers depend on it.
        var ordered = edges.Select(each => each.OrderBy(edge => edge.Key).Select(edge => (edge.Key, edge.Value)).ToArray()).ToArray();
        var totals = ordered.Select(each => each.Sum(edge => edge.Value)).ToArray();
        var rank = (double[])start.Clone();
        for (var round = 0; round < Rounds; round++)
        {
            var next = new double[count];
            var lost = 0.0;
            for (var i = 0; i < count; i++)
            {
                if (totals[i] <= 0)
                    lost += rank[i];
                foreach (var (target, weight) in ordered[i])
                    next[target] += Damping * rank[i] * weight / totals[i];
            }

            for (var i = 0; i < count; i++)
                next[i] += (1 - Damping + Damping * lost) * start[i];
            rank = next;
        }

        return rank;
    }
}
