using Docker.DotNet;
using Tanuki.Sandbox.Docker.Containers;
using Tanuki.Sandbox.Docker.Images;
using Tanuki.Sandbox.Processes;
using Tanuki.Sandbox.Profiles;
using Tanuki.Sandbox.Workspaces;

namespace Tanuki.Sandbox.Docker;

/// <summary>
/// A container per program, taken from a warm pool and destroyed with it. Files go in and out as bounded streams: no path
/// of the host is mounted. A daemon or container that dies is a failure of the sandbox, and the next program finds a new
/// connection.
/// </summary>
internal sealed class DockerSandbox : ISandbox
{
    private readonly ImageStore _images = new();
    private readonly PreparedImages _prepared;
    private readonly SemaphoreSlim _connecting = new(1, 1);
    private DockerHost _host;

    /// <param name="prepared">Null for the usual ones.</param>
    public DockerSandbox(DockerHost host, PreparedImages? prepared = null)
    {
        _host = host;
        _prepared = prepared ?? new PreparedImages();
        Description = new SandboxDescription("docker", host.NotEnforced);
    }

    public SandboxDescription Description { get; }

    public async Task<string?> PrepareAsync(string language, CancellationToken cancellationToken)
    {
        if (ProfileCatalogue.Find(language) is not { } profile)
            return null;
        try
        {
            return (await ImageAsync(await HostAsync(cancellationToken), profile, cancellationToken)).Id;
        }
        catch (Exception exception) when (DockerFailure.Is(exception))
        {
            return null;
        }
    }

    public async Task<SandboxVerdict> RunAsync(SandboxJob job, CancellationToken cancellationToken)
    {
        var (program, verdict) = await LaunchAsync(job, interactive: false, cancellationToken);
        return verdict ?? await FinishAsync(program!, SandboxPhase.Run, cancellationToken);
    }

    public async Task<ISandboxProcess> StartAsync(SandboxJob job, CancellationToken cancellationToken)
    {
        var (program, verdict) = await LaunchAsync(job, interactive: true, cancellationToken);
        return verdict is not null
            ? SandboxedProcess.Ended(verdict)
            : new SandboxedProcess(program!.Input, program.Output, FinishAsync(program, SandboxPhase.Run, CancellationToken.None), program.Kill);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _connecting.Dispose();
    }

    /// <summary>Up to the start of the program itself; else the verdict that it never came to that.</summary>
    private async Task<(ContainerProgram? Program, SandboxVerdict? Verdict)> LaunchAsync(SandboxJob job, bool interactive, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        SandboxLimitsCheck.Validate(job);
        JobFolder.CheckFiles(job);
        var profile = ProfileCatalogue.Find(job.Language)
            ?? throw new ArgumentException($"There is no profile for the language '{job.Language}'.", nameof(job));
        var phase = profile.Compile is null ? SandboxPhase.Run : SandboxPhase.Compile;
        try
        {
            var host = await HostAsync(cancellationToken);
            var image = await ImageAsync(host, profile, cancellationToken);
            var container = new ContainerJob(job, image.Toolchain, image.Id, host.Pool);
            if (phase == SandboxPhase.Compile)
            {
                var verdict = await FinishAsync(await container.StartAsync(SandboxPhase.Compile, interactive: false, cancellationToken), SandboxPhase.Compile, cancellationToken);
                if (verdict.Outcome == SandboxOutcome.Ok && container.BuildTooLarge)
                    verdict = verdict with { Outcome = SandboxOutcome.DiskLimit };
                if (verdict.Outcome != SandboxOutcome.Ok)
                    return (null, verdict);
                phase = SandboxPhase.Run;
            }

            return (await container.StartAsync(SandboxPhase.Run, interactive, cancellationToken), null);
        }
        catch (Exception exception) when (DockerFailure.Is(exception))
        {
            if (exception is DockerImageNotFoundException or DockerContainerNotFoundException)
            {
                _prepared.Forget(job.Language);
                _images.Forget(job.Language);
            }

            return (null, Failure(phase, exception));
        }
    }

    /// <exception cref="Exception">The language cannot run here, or the daemon fails: what <see cref="DockerFailure.Is"/> knows.</exception>
    private async Task<LanguageImage> ImageAsync(DockerHost host, LanguageProfile profile, CancellationToken cancellationToken)
    {
        if (await _prepared.FindAsync(host.Client, profile, cancellationToken) is { } image)
            return image;
        var toolchain = (await ToolchainProbe.FindAsync(profile.Language, cancellationToken))!;
        return toolchain.Present
            ? new LanguageImage(await _images.FindOrBuildAsync(host.Client, toolchain, cancellationToken), toolchain)
            : throw new DockerFailure($"{profile.Language} cannot run here: {toolchain.Missing}.");
    }

    private async Task<SandboxVerdict> FinishAsync(ContainerProgram program, SandboxPhase phase, CancellationToken cancellationToken)
    {
        ContainerEnd end;
        try
        {
            await using (cancellationToken.UnsafeRegister(static state => ((ContainerProgram)state!).Kill(), program))
                end = await program.Completion;
        }
        catch (Exception exception) when (DockerFailure.Is(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Failure(phase, exception);
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (end is { Stopped: StopReason.None, Status: null, OutOfMemory: false })
            return Verdicts.Failure(phase, "the container died under the program", Description.NotEnforced);
        var signal = end.Status switch
        {
            null => Libc.SigKill,
            > 128 and <= 128 + 64 => end.Status - 128,
            _ => null,
        };
        var report = new ResourceReport(end.Report?.CpuMs ?? 0, end.Report?.PeakMemoryBytes ?? 0, end.OutOfMemory, end.Report?.ProcessLimit ?? false);
        return Verdicts.Of(
            new ProcessEnd(end.Stopped, 0, default, end.Stdout, end.Stderr, end.OmittedBytes, end.WallMs, Gone: true),
            phase, signal is null ? end.Status : null, signal, report, Description.NotEnforced);
    }

    private SandboxVerdict Failure(SandboxPhase phase, Exception exception) =>
        Verdicts.Failure(phase, DockerFailure.Reason(exception), Description.NotEnforced);

    private async Task<DockerHost> HostAsync(CancellationToken cancellationToken)
    {
        if (!_host.Events.Lost)
            return _host;
        await _connecting.WaitAsync(cancellationToken);
        try
        {
            if (_host.Events.Lost)
            {
                var host = await DockerHost.ConnectAsync(_host.Endpoint, cancellationToken);
                await _host.DisposeAsync();
                _host = host;
            }

            return _host;
        }
        finally
        {
            _connecting.Release();
        }
    }
}
