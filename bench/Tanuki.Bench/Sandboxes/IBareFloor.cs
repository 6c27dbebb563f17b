namespace Tanuki.Bench.Sandboxes;

/// <summary>The same program in what a driver is built on, without the driver.</summary>
internal interface IBareFloor : IAsyncDisposable
{
    /// <returns>What it printed.</returns>
    Task<string> RunAsync(CancellationToken cancellationToken);
}
