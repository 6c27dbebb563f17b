using Docker.DotNet;
using Tanuki.Sandbox.Docker.Containers;
using Tanuki.Sandbox.Docker.Images;
using Tanuki.Sandbox.Processes;
using Tanuki.Sandbox.Profiles;
using Tanuki.Sandbox.Sessions;
using Tanuki.Sandbox.Sessions.Docker;
using Tanuki.Sandbox.Workspaces;

namespace Tanuki.Sandbox.Docker;

/// <summary>
/// A container per program, taken from a warm pool and destroyed with it. Files go in and out as bounded streams: no path
/// of the host is mounted. A daemon or container that dies is a failure of the sandbox, and the next program finds a new
/// connection.
/// </summary>
internal sealed class DockerSandbox : ISandbox, ISandboxSessions
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
        Description = new SandboxDescription("docker", host.NotEnforced, host.Runtime);
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

    /// <summary>
    /// A run that was lost with its container or with the connection is repeated once: nothing outside saw it, so twice is as
    /// good as once.
    /// </summary>
    public async Task<SandboxVerdict> RunAsync(SandboxJob job, CancellationToken cancellationToken)
    {
        var first = await RunOnceAsync(job, cancellationToken);
        if (!first.Lost)
            return first.Verdict;
        await _host.Events.SettleAsync(cancellationToken);
        return (await RunOnceAsync(job, cancellationToken)).Verdict;
    }

    public async Task<ISandboxProcess> StartAsync(SandboxJob job, CancellationToken cancellationToken)
    {
        var (program, ended) = await LaunchAsync(job, interactive: true, cancellationToken);
        return program is null
            ? SandboxedProcess.Ended(ended.Verdict)
            : new SandboxedProcess(program.Input, program.Output, CompleteAsync(), program.Kill);

        async Task<SandboxVerdict> CompleteAsync() => (await FinishAsync(program, SandboxPhase.Run, CancellationToken.None)).Verdict;
    }

    public Task<ISandboxSession> OpenSessionAsync(WorkspaceSnapshot start, SessionOptions options, CancellationToken cancellationToken) =>
        SandboxSession.OpenAsync(start, options, _ => Task.FromResult<SessionWorkspace>(new DockerWorkspace(this, options)), cancellationToken);

    /// <summary>An image that holds all of the toolchains; every one holds a shell's tools.</summary>
    internal Task<string> ImageAsync(DockerHost host, IReadOnlyList<Toolchain> toolchains, CancellationToken cancellationToken) =>
        _images.FindOrBuildAsync(host.Client, toolchains, cancellationToken);

    internal void ForgetImage(IReadOnlyList<Toolchain> toolchains) => _images.Forget(ImageStore.Name(toolchains));

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _connecting.Dispose();
    }

    private async Task<Ending> RunOnceAsync(SandboxJob job, CancellationToken cancellationToken)
    {
        var (program, ended) = await LaunchAsync(job, interactive: false, cancellationToken);
        return program is null ? ended : await FinishAsync(program, SandboxPhase.Run, cancellationToken);
    }

    /// <summary>Up to the start of the program itself; else how it never came to that.</summary>
    private async Task<(ContainerProgram? Program, Ending Ended)> LaunchAsync(SandboxJob job, bool interactive, CancellationToken cancellationToken)
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
                var ended = await FinishAsync(await container.StartAsync(SandboxPhase.Compile, interactive: false, cancellationToken), SandboxPhase.Compile, cancellationToken);
                if (ended.Verdict.Outcome == SandboxOutcome.Ok && container.BuildTooLarge)
                    ended = new Ending(ended.Verdict with { Outcome = SandboxOutcome.DiskLimit });
                if (ended.Verdict.Outcome != SandboxOutcome.Ok)
                    return (null, ended);
                phase = SandboxPhase.Run;
            }

            return (await container.StartAsync(SandboxPhase.Run, interactive, cancellationToken), default);
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
        if (await _prepared.FindAsync(host, profile, cancellationToken) is { } image)
            return image;
        var toolchain = (await ToolchainProbe.FindAsync(profile.Language, cancellationToken))!;
        return toolchain.Present
            ? new LanguageImage(await _images.FindOrBuildAsync(host.Client, [toolchain], cancellationToken), toolchain)
            : throw new DockerFailure($"{profile.Language} cannot run here: {toolchain.Missing}.", again: false);
    }

    internal async Task<Ending> FinishAsync(ContainerProgram program, SandboxPhase phase, CancellationToken cancellationToken)
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
            return Failure(phase, new DockerFailure("the container died under the program"));
        var signal = end.Status switch
        {
            null => Libc.SigKill,
            > 128 and <= 128 + 64 => end.Status - 128,
            _ => null,
        };
        var report = new ResourceReport(end.Report?.CpuMs ?? 0, end.Report?.PeakMemoryBytes ?? 0, end.OutOfMemory, end.Report?.ProcessLimit ?? false);
        return new Ending(Verdicts.Of(
            new ProcessEnd(end.Stopped, 0, default, end.Stdout, end.Stderr, end.OmittedBytes, end.WallMs, Gone: true),
            phase, signal is null ? end.Status : null, signal, report, Description.NotEnforced));
    }

    internal Ending Failure(SandboxPhase phase, Exception exception) =>
        new(Verdicts.Failure(phase, DockerFailure.Reason(exception), Description.NotEnforced), Lost: exception is not DockerFailure { Again: false });

    internal async Task<DockerHost> HostAsync(CancellationToken cancellationToken)
    {
        if (!_host.Events.Lost)
            return _host;
        await _connecting.WaitAsync(cancellationToken);
        try
        {
            if (_host.Events.Lost)
            {
                var host = await DockerHost.ConnectAsync(_host.Endpoint, cancellationToken, _host.Times);
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

    /// <param name="Lost">The run was lost for reasons that have nothing to do with the program.</param>
    internal readonly record struct Ending(SandboxVerdict Verdict, bool Lost = false);
}
