using Tanuki.Sandbox.Processes;

namespace Tanuki.Sandbox.Sessions;

/// <summary>What sessions of all drivers share: commands in turn, snapshots, protected paths and differences.</summary>
internal sealed class SandboxSession : ISandboxSession
{
    private const string Torn = "The workspace could not be written to its end; restore a snapshot first.";

    private readonly SessionWorkspace _workspace;
    private readonly SessionOptions _options;
    private readonly ProtectedPaths _protected;
    private readonly WorkspaceTree _opened;
    private readonly Dictionary<string, WorkspaceSnapshot> _snapshots = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _restored = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _closing = new();

    // Never disposed: whoever waits for his turn when the session is closed gets it, and finds the session closed.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private WorkspaceTree _latest;
    private bool _closed;

    /// <summary>Filling the workspace broke off: what is in it is nobody's.</summary>
    private bool _torn;

    private SandboxSession(SessionWorkspace workspace, WorkspaceTree opened, SessionOptions options, ProtectedPaths protectedPaths)
    {
        _workspace = workspace;
        _options = options;
        _protected = protectedPaths;
        _opened = _latest = opened;
    }

    public SandboxDescription Description => _workspace.Description;

    /// <param name="create">The driver's workspace, still empty.</param>
    /// <exception cref="WorkspaceException">The snapshot is too large, or the workspace cannot be written.</exception>
    public static async Task<ISandboxSession> OpenAsync(
        WorkspaceSnapshot start, SessionOptions options, Func<ProtectedPaths, Task<SessionWorkspace>> create, CancellationToken cancellationToken)
    {
        SessionOptionsCheck.Validate(options.Workspace);
        start.Tree.Check(options.Workspace);
        var protectedPaths = new ProtectedPaths(options.Protected, start.Tree);
        var workspace = await create(protectedPaths);
        try
        {
            await workspace.FillAsync(start.Tree, cancellationToken);
            return new SandboxSession(workspace, start.Tree, options, protectedPaths);
        }
        catch
        {
            await workspace.DisposeAsync();
            throw;
        }
    }

    public async Task<SandboxVerdict> RunAsync(SessionCommand command, CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken);
        var output = new GuardedOutput(command.Output);
        SandboxVerdict verdict;
        await using (var process = await LaunchAsync(command, output, interactive: false, cancellationToken))
        {
            await using var cancelled = cancellationToken.UnsafeRegister(static state => ((SandboxedProcess)state!).Kill(), process);
            await using var closed = _closing.Token.UnsafeRegister(static state => ((SandboxedProcess)state!).Kill(), process);
            verdict = await process.Completion;
        }

        verdict = await SettleAsync(verdict);
        cancellationToken.ThrowIfCancellationRequested();
        output.ThrowIfFailed();
        return verdict;
    }

    public async Task<ISandboxProcess> StartAsync(SessionCommand command, CancellationToken cancellationToken)
    {
        var turn = await TakeTurnAsync(cancellationToken);
        try
        {
            var output = new GuardedOutput(command.Output);
            var process = await LaunchAsync(command, output, interactive: true, cancellationToken);
            return new SandboxedProcess(process.StandardInput, process.StandardOutput, CompleteAsync(process, output), process.Kill);
        }
        catch
        {
            turn.Dispose();
            throw;
        }

        async Task<SandboxVerdict> CompleteAsync(SandboxedProcess process, GuardedOutput output)
        {
            using (turn)
            {
                SandboxVerdict verdict;
                await using (_closing.Token.UnsafeRegister(static state => ((SandboxedProcess)state!).Kill(), process))
                    verdict = await process.Completion;
                verdict = await SettleAsync(verdict);
                output.ThrowIfFailed();
                return verdict;
            }
        }
    }

    public async Task WriteAsync(IReadOnlyList<SandboxFile> files, CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken);
        var edit = WorkspaceEdit.Apply(await ReadAsync(cancellationToken), files, _protected, TimeProvider.System.GetUtcNow());
        edit.Whole.Check(_options.Workspace);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            // From here on all of them are written, or none.
            await _workspace.WriteAsync(edit, CancellationToken.None);
        }
        catch (WorkspaceException)
        {
            await FillAsync(_latest, CancellationToken.None);
            throw;
        }

        _latest = edit.Whole;
    }

    public async Task<WorkspaceSnapshot> SnapshotAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        using var turn = await TakeTurnAsync(cancellationToken);
        return _snapshots[name] = new WorkspaceSnapshot(await ReadAsync(cancellationToken));
    }

    public async Task RestoreAsync(string name, CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken);
        if (!_snapshots.TryGetValue(name, out var snapshot))
            throw new ArgumentException($"There is no snapshot '{name}' in this session.", nameof(name));
        await FillAsync(snapshot.Tree, cancellationToken);
        _latest = snapshot.Tree;
    }

    public async Task<WorkspaceDiff> DiffAsync(CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken);
        return WorkspaceDiffer.Compare(_opened, await ReadAsync(cancellationToken), [.. _restored]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_closed)
            return;
        await _closing.CancelAsync();
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            if (_closed)
                return;
            _closed = true;
            await _workspace.DisposeAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<Turn> TakeTurnAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        if (!_closed)
            return new Turn(_turn);
        _turn.Release();
        throw new ObjectDisposedException(nameof(ISandboxSession));
    }

    private Task<SandboxedProcess> LaunchAsync(SessionCommand command, GuardedOutput output, bool interactive, CancellationToken cancellationToken)
    {
        SessionOptionsCheck.Validate(command);
        if (_torn)
            return Task.FromResult(SandboxedProcess.Ended(Verdicts.Failure(SandboxPhase.Run, Torn, Description.NotEnforced)));
        return _workspace.StartAsync(command with { Output = output.Receive }, interactive, cancellationToken);
    }

    /// <summary>Nothing protected stays changed until the next command.</summary>
    private async Task<SandboxVerdict> SettleAsync(SandboxVerdict verdict)
    {
        if (!_workspace.MayHaveTouched(_protected) || _closing.IsCancellationRequested)
            return verdict;
        try
        {
            await ReadAsync(CancellationToken.None);
            return verdict;
        }
        catch (WorkspaceException exception)
        {
            // Whether something protected was changed is not known, so all of the command's changes go.
            try
            {
                await FillAsync(_latest, CancellationToken.None);
            }
            catch (WorkspaceException failure)
            {
                return WorkspaceVerdicts.Lost(verdict, failure);
            }

            return WorkspaceVerdicts.Lost(verdict, exception);
        }
    }

    private async Task FillAsync(WorkspaceTree tree, CancellationToken cancellationToken)
    {
        _torn = true;
        await _workspace.FillAsync(tree, cancellationToken);
        _torn = false;
    }

    private async Task<WorkspaceTree> ReadAsync(CancellationToken cancellationToken)
    {
        if (_torn)
            throw new WorkspaceException(WorkspaceFault.Unavailable, Torn);
        var now = await _workspace.ReadAsync(_latest, cancellationToken);
        if (_protected.PutBack(now) is { } put)
        {
            put.Tree.Check(_options.Workspace);
            await FillAsync(put.Tree, cancellationToken);
            _restored.UnionWith(put.Restored);
            now = put.Tree;
        }

        return _latest = now;
    }

    private sealed class Turn(SemaphoreSlim semaphore) : IDisposable
    {
        public void Dispose() => semaphore.Release();
    }
}
