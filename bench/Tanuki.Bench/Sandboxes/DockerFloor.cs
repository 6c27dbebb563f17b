using System.Text;
using Docker.DotNet;
using Tanuki.Core;
using Tanuki.Sandbox;
using Tanuki.Sandbox.Docker;
using Tanuki.Sandbox.Docker.Containers;
using Tanuki.Sandbox.Docker.Images;
using Tanuki.Sandbox.Profiles;

namespace Tanuki.Bench.Sandboxes;

/// <summary>One exec in a container that runs already and is used again and again, its files in place.</summary>
internal sealed class DockerFloor : IBareFloor
{
    private readonly DockerHost _host;
    private readonly SandboxContainer _container;
    private readonly IReadOnlyList<string> _command;

    private DockerFloor(DockerHost host, SandboxContainer container, IReadOnlyList<string> command) => (_host, _container, _command) = (host, container, command);

    public static async Task<DockerFloor> OpenAsync(SandboxJob job, CancellationToken cancellationToken)
    {
        if (await ToolchainProbe.FindAsync(job.Language, cancellationToken) is not { Present: true } toolchain)
            throw new TanukiException($"{job.Language} cannot run here.");
        var host = await DockerHost.ConnectAsync(endpoint: null, cancellationToken);
        var image = await new ImageStore().FindOrBuildAsync(host.Client, [toolchain], cancellationToken);
        var limits = job.Limits;
        var container = await SandboxContainer.StartAsync(
            host, new ContainerShape(image, limits.MemoryMebibytes, limits.Processes, limits.DiskMebibytes, limits.DiskMebibytes + 1, 0, Compiles: false), cancellationToken);
        await container.UnpackAsync("/", JobArchive.Create(job, compile: null), cancellationToken);
        return new DockerFloor(host, container, Placeholders.Command(toolchain.Profile.Run, toolchain, job, GuestFolders.Private));
    }

    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        using var command = await _container.StartCommandAsync([.. _command], cancellationToken);
        var chunk = new byte[4096];
        var text = new StringBuilder();
        while (await command.Streams.ReadOutputAsync(chunk, 0, chunk.Length, cancellationToken) is { EOF: false } result)
        {
            if (result.Target == MultiplexedStream.TargetStream.StandardOut)
                text.Append(Encoding.UTF8.GetString(chunk, 0, result.Count));
        }

        await command.Ended.WaitAsync(cancellationToken);
        return text.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await _container.DisposeAsync();
        await _host.DisposeAsync();
    }
}
