using Tanuki.Bench.Peer;

namespace Tanuki.Bench.Measuring;

internal interface IBenchmark
{
    Task<BenchmarkReport> RunAsync(CancellationToken cancellationToken);
}

/// <param name="Sweep">The peer's configurations that were tried, the best of which was used.</param>
/// <param name="Notes">What a reader must know to judge the figures.</param>
internal sealed record BenchmarkReport(
    string Name, string Peer, string PeerFlags, int Rounds, IReadOnlyList<Metric> Metrics, IReadOnlyList<SweepResult> Sweep, IReadOnlyList<string> Notes)
{
    public MachineFacts? Machine { get; init; }

    public double LoadAtEnd { get; init; }

    /// <summary>The worst of those that have a goal.</summary>
    public double Ratio => Metrics.Where(metric => metric.Goal is not null).Min(metric => metric.Ratio);
}
