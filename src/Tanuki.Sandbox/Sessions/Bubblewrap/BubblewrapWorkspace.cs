using Tanuki.Sandbox.Bubblewrap;
using Tanuki.Sandbox.Processes;
using Tanuki.Sandbox.Profiles;
using Tanuki.Sandbox.Sessions.Archives;

namespace Tanuki.Sandbox.Sessions.Bubblewrap;

/// <summary>
/// The files stay in one file system for the session's life, and every command gets them mounted into a sandbox of its own.
/// They go in and out through <c>tar</c> in such sandboxes.
/// </summary>
internal sealed class BubblewrapWorkspace : SessionWorkspace
{
    private static readonly TimeSpan ToolTime = TimeSpan.FromMinutes(5);

    private readonly BubblewrapSandbox _sandbox;
    private readonly NamespaceHolder _holder;
    private readonly uint? _owner;
    private readonly SessionOptions _options;
    private readonly ProtectedPaths _paths;
    private bool _empty = true;

    private BubblewrapWorkspace(BubblewrapSandbox sandbox, NamespaceHolder holder, uint? owner, SessionOptions options, ProtectedPaths paths)
    {
        _sandbox = sandbox;
        _holder = holder;
        _owner = owner;
        _options = options;
        _paths = paths;
    }

    public override SandboxDescription Description => _sandbox.Description;

    /// <exception cref="WorkspaceException">This user may not have such namespaces.</exception>
    public static async Task<SessionWorkspace> CreateAsync(
        BubblewrapSandbox sandbox, uint? owner, SessionOptions options, ProtectedPaths paths, CancellationToken cancellationToken) =>
        new BubblewrapWorkspace(sandbox, await NamespaceHolder.StartAsync(owner, options.Workspace, cancellationToken), owner, options, paths);

    public override async Task FillAsync(WorkspaceTree tree, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_empty)
            await _holder.EmptyAsync();
        _empty = false;
        await UnpackAsync(tree, cancellationToken);
    }

    public override Task WriteAsync(WorkspaceEdit edit, CancellationToken cancellationToken) => UnpackAsync(edit.Added, cancellationToken);

    public override async Task<WorkspaceTree> ReadAsync(WorkspaceTree known, CancellationToken cancellationToken)
    {
        var (tree, _) = await PackAsync(known, cancellationToken);
        if (tree is not null)
            return tree;
        using (var tool = LaunchTool(PackCommand.MakeReadable(GuestFolders.Private.Work), writable: true, interactive: false))
            await _sandbox.FinishAsync(tool, SandboxPhase.Run, cancellationToken);
        (tree, var verdict) = await PackAsync(known, cancellationToken);
        return tree ?? throw new WorkspaceException(WorkspaceFault.Unavailable, $"The workspace could not be read: {verdict.Stderr.Trim()}");
    }

    public override async Task<SandboxedProcess> StartAsync(SessionCommand command, bool interactive, CancellationToken cancellationToken)
    {
        var toolchains = await SessionVariables.ToolchainsAsync(command, cancellationToken);
        if (toolchains.FirstOrDefault(toolchain => !toolchain.Present) is { } absent)
            return SandboxedProcess.Ended(Verdicts.Failure(SandboxPhase.Run, $"{absent.Language} cannot be used here: {absent.Missing}.", Description.NotEnforced));
        IReadOnlyList<LanguageProfile> profiles = [.. toolchains.Select(toolchain => toolchain.Profile)];
        LaunchedProgram program;
        try
        {
            program = _sandbox.Launch(
                new BubblewrapPlan
                {
                    Command = SessionVariables.Words(command),
                    Options = [.. SessionMounts.Options(command, profiles, _paths, _options.Profile)],
                    Limits = command.Limits,
                    Owner = _owner,
                    Namespace = _holder.ProcessId,
                    LimitsAddressSpace = profiles.All(profile => profile.ToleratesAddressSpaceLimit),
                    Debug = _options.Profile == SessionProfile.Debug,
                    StandardInput = interactive ? default : command.StandardInput,
                    Interactive = interactive,
                    Output = command.Output,
                },
                SandboxPhase.Run);
        }
        catch (Exception exception) when (exception is WorkspaceException || LocalSandbox.IsOfTheMachine(exception))
        {
            return SandboxedProcess.Ended(_sandbox.Failure(SandboxPhase.Run, exception));
        }

        return interactive
            ? await SandboxedProcess.ConnectAsync(program.Supervisor, CompleteAsync())
            : new SandboxedProcess(Stream.Null, Stream.Null, CompleteAsync(), program.Supervisor.Kill);

        async Task<SandboxVerdict> CompleteAsync()
        {
            using (program)
                return await _sandbox.FinishAsync(program, SandboxPhase.Run, CancellationToken.None);
        }
    }

    public override bool MayHaveTouched(ProtectedPaths paths) => paths.Any && !paths.AllMountable;

    public override ValueTask DisposeAsync() => _holder.DisposeAsync();

    private async Task UnpackAsync(WorkspaceTree tree, CancellationToken cancellationToken)
    {
        if (tree.Entries.Count == 0)
            return;
        using var tool = LaunchTool(PackCommand.Unpack(GuestFolders.Private.Work), writable: true, interactive: false, WorkspaceArchiveWriter.Write(tree));
        var verdict = await _sandbox.FinishAsync(tool, SandboxPhase.Run, cancellationToken);
        if (verdict.Outcome != SandboxOutcome.Ok)
            throw new WorkspaceException(WorkspaceFault.Unavailable, $"The files could not be written into the workspace: {verdict.Stderr.Trim()}");
    }

    /// <summary>The tree is null when tar did not come to its end, for example because something may not be read.</summary>
    private async Task<(WorkspaceTree? Tree, SandboxVerdict Verdict)> PackAsync(WorkspaceTree known, CancellationToken cancellationToken)
    {
        using var tool = LaunchTool(PackCommand.Pack(GuestFolders.Private.Work), writable: false, interactive: true);
        WorkspaceTree? tree = null;
        WorkspaceException? malformed = null;
        try
        {
            (await tool.Supervisor.Input).Dispose();
            await using var output = tool.Supervisor.Output;
            tree = await new WorkspaceArchiveReader(output, _options.Workspace, known, _paths).ReadAsync(cancellationToken);
        }
        catch (WorkspaceException exception) when (exception.Fault == WorkspaceFault.Malformed)
        {
            malformed = exception;
        }
        catch (Exception exception)
        {
            tool.Supervisor.Kill();
            await ((Task)tool.Supervisor.Completion).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!LocalSandbox.IsOfTheMachine(exception))
                throw;
            throw Unavailable(exception);
        }

        var verdict = await _sandbox.FinishAsync(tool, SandboxPhase.Run, cancellationToken);
        if (verdict.Outcome == SandboxOutcome.Ok)
            return (tree ?? throw malformed!, verdict);
        return (null, verdict);
    }

    /// <exception cref="WorkspaceException">It cannot be started.</exception>
    private LaunchedProgram LaunchTool(IReadOnlyList<string> command, bool writable, bool interactive, ReadOnlyMemory<byte> input = default)
    {
        var plan = new BubblewrapPlan
        {
            Command = command,
            Options = [.. SessionMounts.ForTools(writable)],
            Limits = new SandboxLimits
            {
                Time = ToolTime,
                MemoryMebibytes = (writable ? _options.Workspace.Mebibytes : 0) + (_options.Workspace.Files >> 9) + 128,
                Processes = 8,
                DiskMebibytes = _options.Workspace.Mebibytes,
                OutputBytes = int.MaxValue,
                KeptOutputBytes = 4096,
            },
            Owner = _owner,
            Namespace = _holder.ProcessId,
            StandardInput = input,
            Interactive = interactive,
        };
        try
        {
            return _sandbox.Launch(plan, SandboxPhase.Run);
        }
        catch (Exception exception) when (LocalSandbox.IsOfTheMachine(exception))
        {
            throw Unavailable(exception);
        }
    }

    private static WorkspaceException Unavailable(Exception exception) =>
        new(WorkspaceFault.Unavailable, $"The sandbox that reaches the workspace cannot be started: {exception.Message}.", inner: exception);
}
