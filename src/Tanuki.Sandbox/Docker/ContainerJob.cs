using Docker.DotNet;
using Tanuki.Sandbox.Docker.Containers;
using Tanuki.Sandbox.Profiles;

namespace Tanuki.Sandbox.Docker;

/// <summary>A job's phases, each in a container of its own; the compiler's output travels between them as an archive.</summary>
internal sealed class ContainerJob(SandboxJob job, Toolchain toolchain, string image, ContainerPool pool)
{
    private readonly CompileStep? _compile = toolchain.Profile.Compile;
    private byte[]? _build;

    /// <summary>The compiler wrote more than it may.</summary>
    public bool BuildTooLarge => _compile is not null && _build is null;

    /// <exception cref="Exception">What <see cref="DockerFailure.Is"/> knows.</exception>
    public async Task<ContainerProgram> StartAsync(SandboxPhase phase, bool interactive, CancellationToken cancellationToken)
    {
        var compiles = phase == SandboxPhase.Compile;
        var limits = compiles ? _compile!.Limits : job.Limits;
        var own = 1 + (int)(job.Files.Sum(file => 1 + (long)file.Content.Length) >> 20);
        var shape = new ContainerShape(
            image, limits.MemoryMebibytes, limits.Processes, limits.DiskMebibytes, limits.DiskMebibytes + own, _compile?.DiskMebibytes ?? 0, compiles);
        var container = await pool.TakeAsync(shape, cancellationToken);
        try
        {
            await container.UnpackAsync("/", JobArchive.Create(job, _compile), cancellationToken);
            if (_build is not null)
                await container.UnpackAsync(GuestFolders.Private.Build, _build, cancellationToken);
            return await ContainerProgram.StartAsync(container, Plan(phase, limits, interactive), cancellationToken);
        }
        catch
        {
            await container.DisposeAsync();
            throw;
        }
    }

    private ContainerPlan Plan(SandboxPhase phase, SandboxLimits limits, bool interactive)
    {
        var folders = GuestFolders.Private;
        var compiles = phase == SandboxPhase.Compile;
        return new ContainerPlan
        {
            Command = compiles
                ? Placeholders.Command(_compile!.Command, toolchain, job, folders)
                : [.. Placeholders.Command(toolchain.Profile.Run, toolchain, job, folders), .. job.Arguments],
            Environment = new Dictionary<string, string>(toolchain.Profile.Environment)
            {
                ["PATH"] = "/usr/bin:/bin",
                ["HOME"] = folders.Work,
                ["LANG"] = "C.UTF-8",
                ["TMPDIR"] = "/tmp",
            },
            Limits = limits,
            StandardInput = compiles || interactive ? default : job.StandardInput,
            Interactive = interactive,
            Collect = compiles ? CollectAsync : null,
        };
    }

    /// <summary>
    /// Packed by the program's own user and unpacked by the keeper of the next container: nothing on this machine ever looks
    /// inside.
    /// </summary>
    private Task CollectAsync(SandboxContainer container) =>
        DockerFailure.WithinAsync(container.Times.Request, limited => CollectAsync(container, limited), CancellationToken.None);

    private async Task CollectAsync(SandboxContainer container, CancellationToken cancellationToken)
    {
        var most = (long)_compile!.DiskMebibytes << 20;
        using var archive = new MemoryStream();
        using var command = await container.StartCommandAsync(
            ["/usr/bin/tar", "--create", "--file=-", $"--directory={GuestFolders.Private.Build}", "."], cancellationToken);
        var chunk = new byte[64 * 1024];
        while (archive.Length <= most && await command.Streams.ReadOutputAsync(chunk, 0, chunk.Length, cancellationToken) is { EOF: false } result)
        {
            if (result.Target == MultiplexedStream.TargetStream.StandardOut)
                archive.Write(chunk, 0, result.Count);
        }

        if (archive.Length > most)
            return;
        if (await command.Ended.WaitAsync(cancellationToken) != 0)
            throw new DockerFailure("the compiler's output could not be packed");
        _build = archive.ToArray();
    }
}
