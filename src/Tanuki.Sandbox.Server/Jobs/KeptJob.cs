namespace Tanuki.Sandbox.Server.Jobs;

/// <summary>A job that goes on whether or not somebody waits for it, and its verdict. Guarded by the store's lock but for <see cref="Verdict"/>.</summary>
internal sealed class KeptJob(string id) : IDisposable
{
    private readonly CancellationTokenSource _cancel = new();

    public string Id => id;

    public CancellationToken Cancelled => _cancel.Token;

    public Task<SandboxVerdict> Verdict { get; set; } = null!;

    public int Waiters { get; set; }

    /// <summary>Ends the job's time in the store when nobody waits for it.</summary>
    public ITimer? Timer { get; set; }

    /// <summary>What its verdict takes of memory; 0 while there is none.</summary>
    public long Bytes { get; set; }

    /// <summary>What follows from it runs elsewhere, since the caller holds the lock.</summary>
    public void Cancel() => _ = _cancel.CancelAsync();

    public void Dispose()
    {
        Timer?.Dispose();
        _cancel.Dispose();
    }
}
