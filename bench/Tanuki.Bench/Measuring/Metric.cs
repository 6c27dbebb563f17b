namespace Tanuki.Bench.Measuring;

/// <summary>One measured quantity of both sides.</summary>
/// <param name="Ours">Median over the rounds, in <paramref name="Unit"/>.</param>
/// <param name="Ratio">Above 1 means that ours is better: median over the rounds of the ratio within a round.</param>
/// <param name="RatioSpread">Quartiles and extremes of those ratios.</param>
/// <param name="Goal">What <paramref name="Ratio"/> should at least be; null: only for information, and not counted in the worst ratio.</param>
internal sealed record Metric(
    string Name, string Unit, double Ours, double Peer, double Ratio, Spread RatioSpread, double? Goal,
    IReadOnlyList<double> OursByRound, IReadOnlyList<double> PeerByRound)
{
    /// <param name="rounds">Each with both sides' values.</param>
    public static Metric HigherIsBetter(string name, string unit, double? goal, IReadOnlyList<(double Ours, double Peer)> rounds) =>
        Of(name, unit, goal, rounds, round => round.Ours / round.Peer);

    public static Metric LowerIsBetter(string name, string unit, double? goal, IReadOnlyList<(double Ours, double Peer)> rounds) =>
        Of(name, unit, goal, rounds, round => round.Peer / round.Ours);

    private static Metric Of(
        string name, string unit, double? goal, IReadOnlyList<(double Ours, double Peer)> rounds, Func<(double Ours, double Peer), double> ratio)
    {
        var spread = Spread.Of(rounds.Select(ratio));
        double[] ours = [.. rounds.Select(round => round.Ours)];
        double[] peer = [.. rounds.Select(round => round.Peer)];
        return new Metric(name, unit, Spread.Of(ours).Median, Spread.Of(peer).Median, spread.Median, spread, goal, ours, peer);
    }
}
