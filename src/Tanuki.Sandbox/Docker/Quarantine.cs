namespace Tanuki.Sandbox.Docker;

/// <summary>
/// Containers that outlived their kill. They are never used again, nobody waits for them, and removing them is tried
/// until it works or the connection is closed; after that the next process does.
/// </summary>
internal sealed class Quarantine(TimeSpan between, Func<string, CancellationToken, Task> remove) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, Task> _held = new(StringComparer.Ordinal);

    public void Add(string container)
    {
        lock (_lock)
        {
            if (!_stop.IsCancellationRequested)
                _held.TryAdd(container, Task.Run(() => RemoveAsync(container), CancellationToken.None));
        }
    }

    public async ValueTask DisposeAsync()
    {
        List<Task> held;
        lock (_lock)
        {
            _stop.Cancel();
            held = [.. _held.Values];
        }

        await Task.WhenAll(held);
        _stop.Dispose();
    }

    private async Task RemoveAsync(string container)
    {
        try
        {
            while (true)
            {
                await Task.Delay(between, TimeProvider.System, _stop.Token);
                try
                {
                    await remove(container, _stop.Token);
                    break;
                }
                catch (Exception exception) when (DockerFailure.Is(exception))
                {
                    // Not yet.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Closed; the owner's label is on it.
        }

        lock (_lock)
            _held.Remove(container);
    }
}
