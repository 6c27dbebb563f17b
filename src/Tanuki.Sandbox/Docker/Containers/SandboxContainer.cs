using Docker.DotNet;
using Docker.DotNet.Models;

namespace Tanuki.Sandbox.Docker.Containers;

/// <summary>A command in a container, with its streams.</summary>
/// <param name="Ended">Its exit status, 128 plus the signal's number when one ended it.</param>
internal sealed record ContainerCommand(MultiplexedStream Streams, Task<int> Ended) : IDisposable
{
    public void Dispose() => Streams.Dispose();
}

/// <summary>One container, used for one program and destroyed. Warm: keeper and launcher wait for what to do.</summary>
internal sealed class SandboxContainer : IAsyncDisposable
{
    private static readonly string KeeperScript = Script("keeper.sh");
    private static readonly string LauncherScript = Script("launcher.sh");

    private readonly DockerHost _host;
    private readonly string _id;
    private readonly string _guest = ContainerOptions.NextGuest();
    private readonly ContainerWatch _watch;
    private KeeperLink? _keeper;
    private bool _ended;
    private bool _left;

    private SandboxContainer(DockerHost host, string id)
    {
        _host = host;
        _id = id;
        _watch = host.Events.Watch(id);
    }

    /// <summary>Waits to become the program; see <c>launcher.sh</c>.</summary>
    public ContainerCommand Launcher { get; private set; } = null!;

    public bool Alive => !_watch.Died.Task.IsCompleted && !Launcher.Ended.IsCompleted;

    public Task Died => _watch.Died.Task;

    public DockerTimes Times => _host.Times;

    /// <exception cref="Exception">What <see cref="DockerFailure.Is"/> knows.</exception>
    public static async Task<SandboxContainer> StartAsync(DockerHost host, ContainerShape shape, CancellationToken cancellationToken)
    {
        var created = await DockerFailure.WithinAsync(
            host.Times.Request,
            limited => host.Client.Containers.CreateContainerAsync(ContainerOptions.Create(shape, KeeperScript, host), limited),
            cancellationToken);
        var container = new SandboxContainer(host, created.ID);
        try
        {
            await DockerFailure.WithinAsync(host.Times.Request, container.StartAsync, cancellationToken);
            return container;
        }
        catch
        {
            await container.DisposeAsync();
            throw;
        }
    }

    /// <summary>Unpacks a tar archive as the keeper's user: the program can read what is in it and cannot change it.</summary>
    public Task UnpackAsync(string folder, ReadOnlyMemory<byte> archive, CancellationToken cancellationToken) => DockerFailure.WithinAsync(
        _host.Times.Request, limited => _keeper!.UnpackAsync(folder, archive, limited), cancellationToken);

    /// <summary>Starts one more command as the program's user, without a chance to have become root.</summary>
    public async Task<ContainerCommand> StartCommandAsync(IList<string> command, CancellationToken cancellationToken)
    {
        var execution = await _host.Client.Exec.CreateContainerExecAsync(
            _id,
            new ContainerExecCreateParameters { User = _guest, AttachStdin = true, AttachStdout = true, AttachStderr = true, WorkingDir = "/", Cmd = command },
            cancellationToken);
        var ended = _watch.Execution(execution.ID).Task;
        return new ContainerCommand(await _host.Client.Exec.StartContainerExecAsync(execution.ID, new ContainerExecStartParameters(), cancellationToken), ended);
    }

    /// <summary>Room for our own commands where the program has used up all processes.</summary>
    public Task AllowProcessesAsync(long processes, CancellationToken cancellationToken) =>
        _host.Client.Containers.UpdateContainerAsync(_id, new ContainerUpdateParameters { PidsLimit = processes }, cancellationToken);

    /// <summary>Ends everything in the container. The report is null when the keeper gave none.</summary>
    /// <param name="patience">How long the keeper may take: what still runs competes with it for time and memory.</param>
    /// <exception cref="DockerFailure">The container outlived its kill, or nobody can tell whether it did.</exception>
    public async Task<KeeperReport?> EndAsync(TimeSpan patience)
    {
        _ended = true;
        KeeperReport? report = null;
        try
        {
            report = await DockerFailure.WithinAsync(patience, _keeper!.ReportAsync, CancellationToken.None);
        }
        catch (Exception exception) when (DockerFailure.Is(exception))
        {
            // It had no chance, or is dead.
        }

        if (report is { Alone: true })
        {
            // What is left to end is the keeper, and the daemon takes tens of milliseconds to say that it has.
            _left = true;
            _ = LeaveAsync();
            return report;
        }

        try
        {
            if (report is null && !_host.Events.Lost)
                await _host.RemoveAsync(_id, CancellationToken.None);
            await Died.WaitAsync(_host.Times.Kill, TimeProvider.System);
        }
        catch (Exception exception) when (exception is TimeoutException or DockerFailure or DockerApiException && !_host.Events.Lost)
        {
            _host.SetAside(_id);
            throw new DockerFailure(
                $"container {_id[..12]} outlived its kill and is in quarantine ({DockerFailure.Reason(exception)})", exception, again: false);
        }

        return report;
    }

    /// <summary>Whether the kernel killed something in here for memory; for a container that died before it could report.</summary>
    public async Task<bool> RanOutOfMemoryAsync()
    {
        // The two reports are not ordered.
        await Task.WhenAny(_watch.OutOfMemory.Task, Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System));
        return _watch.OutOfMemory.Task.IsCompleted;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_ended)
                await _host.RemoveAsync(_id, CancellationToken.None);
        }
        catch (Exception exception) when (DockerFailure.Is(exception))
        {
            // The next process that opens the driver tries again.
        }

        if (!_left)
            _host.Events.Forget(_id);
        (Launcher as IDisposable)?.Dispose();
        _keeper?.Dispose();
    }

    private async Task LeaveAsync()
    {
        try
        {
            await Died.WaitAsync(_host.Times.Kill, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            _host.SetAside(_id);
        }
        catch (DockerFailure)
        {
            // The connection is lost, or closed, which removes what is left.
        }

        _host.Events.Forget(_id);
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        _keeper = new KeeperLink(await _host.Client.Containers.AttachContainerAsync(
            _id, new ContainerAttachParameters { Stream = true, Stdin = true, Stdout = true, Stderr = true }, cancellationToken));
        await _host.Client.Containers.StartContainerAsync(_id, new ContainerStartParameters(), cancellationToken);
        Launcher = await StartCommandAsync(["/usr/bin/bash", "-c", LauncherScript], cancellationToken);
    }

    private static string Script(string name)
    {
        using var stream = typeof(SandboxContainer).Assembly.GetManifestResourceStream($"Tanuki.Sandbox.Docker.Guest.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
