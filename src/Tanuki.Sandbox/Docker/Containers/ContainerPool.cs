namespace Tanuki.Sandbox.Docker.Containers;

/// <summary>
/// Containers that are ready before they are asked for, since starting one takes some 400 ms. A shape that was asked for
/// twice is expected to be asked for again.
/// </summary>
internal sealed class ContainerPool(Func<ContainerShape, CancellationToken, Task<SandboxContainer>> start) : IAsyncDisposable
{
    // A check runs in two containers, and there are as many checks at once as there are cores.
    private static readonly int Most = Math.Clamp(2 * Environment.ProcessorCount, 2, 8);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Waiting> _waiting = [];
    private readonly Dictionary<ContainerShape, int> _taken = [];
    private readonly HashSet<Task> _discarding = [];

    /// <summary>A container that nobody has used and nobody else will.</summary>
    /// <exception cref="Exception">What <see cref="DockerFailure.Is"/> knows.</exception>
    public async Task<SandboxContainer> TakeAsync(ContainerShape shape, CancellationToken cancellationToken)
    {
        if (Take(shape) is not { } ready)
            return await start(shape, cancellationToken);
        try
        {
            if (await ready.WaitAsync(cancellationToken) is { Alive: true } container)
                return container;
            Discard(ready);
        }
        catch (Exception exception)
        {
            Discard(ready);
            if (exception is OperationCanceledException || !DockerFailure.Is(exception))
                throw;
        }

        // Not another one that waits: each that is taken is replaced, so where none can be started that would never end.
        return await start(shape, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        List<Task> all;
        lock (_lock)
        {
            foreach (var waiting in _waiting)
                _discarding.Add(DiscardAsync(waiting.Container));
            _waiting.Clear();
            all = [.. _discarding];
        }

        await Task.WhenAll(all);
        _stop.Dispose();
    }

    private Task<SandboxContainer>? Take(ContainerShape shape)
    {
        lock (_lock)
        {
            var index = _waiting.FindIndex(waiting => waiting.Shape == shape);
            var ready = index < 0 ? null : _waiting[index].Container;
            if (index >= 0)
                _waiting.RemoveAt(index);
            var taken = _taken[shape] = _taken.GetValueOrDefault(shape) + 1;
            Refill(shape, Math.Min(taken - 1, Most));
            return ready;
        }
    }

    private void Refill(ContainerShape shape, int wanted)
    {
        if (_stop.IsCancellationRequested)
            return;
        for (var have = _waiting.Count(waiting => waiting.Shape == shape); have < wanted; have++)
        {
            if (_waiting.Count >= Most)
            {
                var oldest = _waiting.FindIndex(waiting => waiting.Shape != shape);
                if (oldest < 0)
                    return;
                Discard(_waiting[oldest].Container);
                _waiting.RemoveAt(oldest);
            }

            _waiting.Add(new Waiting(shape, Task.Run(() => start(shape, _stop.Token), CancellationToken.None)));
        }
    }

    private void Discard(Task<SandboxContainer> container)
    {
        lock (_lock)
        {
            _discarding.RemoveWhere(task => task.IsCompleted);
            _discarding.Add(DiscardAsync(container));
        }
    }

    private static async Task DiscardAsync(Task<SandboxContainer> container)
    {
        await ((Task)container).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        if (container.IsCompletedSuccessfully)
            await (await container).DisposeAsync();
    }

    private sealed record Waiting(ContainerShape Shape, Task<SandboxContainer> Container);
}
