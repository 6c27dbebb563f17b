using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;
using Tanuki.Sandbox.Docker.Containers;
using Tanuki.Sandbox.Workspaces;

namespace Tanuki.Sandbox.Docker;

/// <summary>A connection to the daemon, found as Docker's own tools find it, and the containers that this process has there.</summary>
internal sealed class DockerHost : IAsyncDisposable
{
    public const string OwnerLabel = "tanuki.sandbox.owner";
    public const string MachineLabel = "tanuki.sandbox.machine";

    // Process numbers mean something only to those who share the kernel and the process namespace.
    private static readonly Lazy<string> Machine = new(() =>
        $"{File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()} {new FileInfo("/proc/self/ns/pid").LinkTarget}");

    private readonly string _owner = LiveName.Next();
    private readonly Quarantine _quarantine;
    private bool _disposed;

    private DockerHost(DockerClient client, Uri? endpoint, DockerTimes times, SystemInfoResponse info)
    {
        Client = client;
        Endpoint = endpoint;
        Times = times;
        Runtime = ContainerRuntime.Choose(Environment.GetEnvironmentVariable(ContainerRuntime.Variable), info.Runtimes?.Keys ?? []);
        Processors = info.NCPU;
        NotEnforced = [.. Missing(info)];
        Labels = new Dictionary<string, string> { [OwnerLabel] = _owner, [MachineLabel] = Machine.Value };
        var now = DateTimeOffset.Parse(info.SystemTime, CultureInfo.InvariantCulture).ToUnixTimeSeconds();
        Events = new ContainerEvents(client, $"{OwnerLabel}={_owner}", now.ToString(CultureInfo.InvariantCulture));
        Pool = new ContainerPool((shape, cancellationToken) => SandboxContainer.StartAsync(this, shape, cancellationToken));
        _quarantine = new Quarantine(times.Quarantine, RemoveAsync);
    }

    public DockerClient Client { get; }

    /// <summary>Null for the one that <c>DOCKER_HOST</c> or Docker's current context names.</summary>
    public Uri? Endpoint { get; }

    public DockerTimes Times { get; }

    /// <summary>Null for the daemon's default.</summary>
    public string? Runtime { get; }

    public ContainerEvents Events { get; }

    public ContainerPool Pool { get; }

    public IDictionary<string, string> Labels { get; }

    public long Processors { get; }

    public IReadOnlyList<string> NotEnforced { get; }

    /// <exception cref="DockerFailure">No daemon answers, or it is not one for Linux.</exception>
    public static async Task<DockerHost> ConnectAsync(Uri? endpoint, CancellationToken cancellationToken, DockerTimes? times = null)
    {
        times ??= new DockerTimes();
        DockerClient? client = null;
        try
        {
            client = (endpoint is null ? new DockerClientBuilder() : new DockerClientBuilder().WithEndpoint(endpoint)).Build();
            var info = await DockerFailure.WithinAsync(times.Connect, client.System.GetSystemInfoAsync, cancellationToken);
            if (info.OSType != "linux")
                throw new DockerFailure($"the Docker daemon runs {info.OSType} containers");
            return new DockerHost(client, endpoint, times, info);
        }
        catch (Exception exception)
        {
            client?.Dispose();
            if (exception is DockerFailure || !DockerFailure.Is(exception))
                throw;
            throw new DockerFailure($"the Docker daemon cannot be reached ({DockerFailure.Reason(exception)})", exception);
        }
    }

    /// <summary>Removes the containers of processes that no longer live.</summary>
    public async Task RemoveOrphansAsync(CancellationToken cancellationToken)
    {
        var containers = await ListAsync($"{MachineLabel}={Machine.Value}", cancellationToken);
        await Task.WhenAll(containers
            .Where(container => container.Labels.TryGetValue(OwnerLabel, out var owner) && LiveName.IsOrphan(owner))
            .Select(container => RemoveOrphanAsync(container.ID, cancellationToken)));
    }

    /// <summary>Kills what runs in a container and removes it; one that is gone already is as good.</summary>
    public async Task RemoveAsync(string container, CancellationToken cancellationToken)
    {
        try
        {
            await DockerFailure.WithinAsync(
                Times.Kill,
                limited => Client.Containers.RemoveContainerAsync(container, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, limited),
                cancellationToken);
        }
        catch (DockerApiException exception) when (exception.StatusCode is System.Net.HttpStatusCode.NotFound or System.Net.HttpStatusCode.Conflict)
        {
            // Gone, or being removed by the daemon itself.
        }
    }

    /// <summary>For a container that outlived its kill: nobody waits for it, and it is removed once that is possible.</summary>
    public void SetAside(string container) => _quarantine.Add(container);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
            return;
        await _quarantine.DisposeAsync();
        await Pool.DisposeAsync();
        try
        {
            // Those that ended are removed by the daemon, which takes a moment.
            for (var attempt = 0; attempt < 50 && await ListAsync($"{OwnerLabel}={_owner}", CancellationToken.None) is { Count: > 0 } left; attempt++)
            {
                await Task.WhenAll(left.Select(container => RemoveAsync(container.ID, CancellationToken.None)));
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            }
        }
        catch (Exception exception) when (DockerFailure.Is(exception))
        {
            // The daemon is gone: it removes them when it starts again, or the next process of ours does.
        }

        await Events.DisposeAsync();
        Client.Dispose();
    }

    private async Task RemoveOrphanAsync(string container, CancellationToken cancellationToken)
    {
        try
        {
            await RemoveAsync(container, cancellationToken);
        }
        catch (Exception exception) when (DockerFailure.Is(exception))
        {
            // One that cannot be killed is no reason to run nothing.
            SetAside(container);
        }
    }

    private Task<IList<ContainerListResponse>> ListAsync(string label, CancellationToken cancellationToken) => DockerFailure.WithinAsync(
        Times.Request,
        limited => Client.Containers.ListContainersAsync(
            new ContainersListParameters
            {
                All = true,
                Filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [label] = true } },
            },
            limited),
        cancellationToken);

    private static IEnumerable<string> Missing(SystemInfoResponse info)
    {
        if (!info.MemoryLimit)
            yield return "memory: the daemon's kernel or user has no control group for it";
        else if (!info.SwapLimit)
            yield return "swap: the kernel does not account for it, so a program may use as much again as its memory limit";
        if (!info.PidsLimit)
            yield return "number of processes";
        if (!info.CPUCfsQuota)
            yield return "share of the CPU";
        if (info.SecurityOptions?.Any(option => option.StartsWith("name=seccomp", StringComparison.Ordinal)) != true)
            yield return "system call filter";
        if (info.CgroupVersion == "1")
            yield return "memory of network sockets' buffers, loopback's included: the first version of control groups counts it apart, and Docker sets no limit there";
    }
}
