namespace Tanuki.Sandbox.Server.Jobs;

/// <summary>The moment from which on what still runs is killed.</summary>
internal sealed class Shutdown : IDisposable
{
    private readonly CancellationTokenSource _now = new();

    public CancellationToken Now => _now.Token;

    public Task EndAsync() => _now.CancelAsync();

    public void Dispose() => _now.Dispose();
}
