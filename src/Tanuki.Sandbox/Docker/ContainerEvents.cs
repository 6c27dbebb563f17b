using System.Collections.Concurrent;
using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Tanuki.Sandbox.Docker;

/// <summary>
/// The daemon's reports on this process's containers. When they break off, so has the daemon, and everything that waits
/// for one of them fails.
/// </summary>
internal sealed class ContainerEvents : IAsyncDisposable, IProgress<Message>
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, ContainerWatch> _watches = new(StringComparer.Ordinal);
    private readonly Task _monitor;
    private volatile DockerFailure? _lost;

    /// <param name="since">The daemon's own time: it repeats what came before the subscription took effect.</param>
    public ContainerEvents(DockerClient client, string ownerLabel, string since)
    {
        var parameters = new ContainerEventsParameters
        {
            Since = since,
            Filters = new Dictionary<string, IDictionary<string, bool>>
            {
                ["type"] = Only("container"),
                ["label"] = Only(ownerLabel),
                ["event"] = Only("die", "oom", "exec_die"),
            },
        };
        _monitor = MonitorAsync(client, parameters);
    }

    public bool Lost => _lost is not null;

    /// <summary>Once a request has failed: time for the reports to break off too, if it was the daemon that went away.</summary>
    public Task SettleAsync(CancellationToken cancellationToken) =>
        Task.WhenAny(_monitor, Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancellationToken));

    public ContainerWatch Watch(string container)
    {
        var watch = _watches.GetOrAdd(container, _ => new ContainerWatch());
        if (_lost is { } failure)
            watch.Fail(failure);
        return watch;
    }

    public void Forget(string container) => _watches.TryRemove(container, out _);

    void IProgress<Message>.Report(Message value)
    {
        if (value.Actor?.ID is not { } container || !_watches.TryGetValue(container, out var watch))
            return;
        switch (value.Action)
        {
            case "oom":
                watch.OutOfMemory.TrySetResult();
                break;
            case "die":
                watch.Died.TrySetResult();
                break;
            case "exec_die":
                var attributes = value.Actor.Attributes;
                watch.Execution(attributes["execID"]).TrySetResult(int.Parse(attributes["exitCode"], CultureInfo.InvariantCulture));
                break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _monitor;
        _stop.Dispose();
    }

    private async Task MonitorAsync(DockerClient client, ContainerEventsParameters parameters)
    {
        var reason = "the Docker daemon went away";
        try
        {
            await client.System.MonitorEventsAsync(parameters, this, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            reason = "the sandbox was closed";
        }
        catch (Exception exception)
        {
            // Whatever it was, nobody would be told of an end any more.
            reason = $"{reason}: {DockerFailure.Reason(exception)}";
        }

        _lost = new DockerFailure(reason);
        foreach (var watch in _watches.Values)
            watch.Fail(_lost);
    }

    private static Dictionary<string, bool> Only(params IEnumerable<string> values) => values.ToDictionary(value => value, _ => true);
}

/// <summary>What has been reported of one container.</summary>
internal sealed class ContainerWatch
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<int>> _executions = new(StringComparer.Ordinal);
    private volatile DockerFailure? _failure;

    /// <summary>Process 1 has ended, and so has everything else in the container.</summary>
    public TaskCompletionSource Died { get; } = Observed(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    public TaskCompletionSource OutOfMemory { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The exit status of a command in the container, by its id.</summary>
    public TaskCompletionSource<int> Execution(string id)
    {
        var source = _executions.GetOrAdd(id, _ => new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously));
        if (_failure is { } failure)
            Fail(source, failure);
        return source;
    }

    public void Fail(DockerFailure failure)
    {
        _failure = failure;
        Died.TrySetException(failure);
        foreach (var source in _executions.Values)
            Fail(source, failure);
    }

    private static void Fail(TaskCompletionSource<int> source, DockerFailure failure)
    {
        source.TrySetException(failure);
        _ = source.Task.Exception;
    }

    /// <summary>Nobody has to wait for a container's end.</summary>
    private static TaskCompletionSource Observed(TaskCompletionSource source)
    {
        _ = source.Task.ContinueWith(static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return source;
    }
}
