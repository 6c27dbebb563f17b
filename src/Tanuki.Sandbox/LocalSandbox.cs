using System.ComponentModel;
using Tanuki.Sandbox.Processes;
using Tanuki.Sandbox.Profiles;
using Tanuki.Sandbox.Workspaces;

namespace Tanuki.Sandbox;

/// <summary>What the drivers that start processes on this machine share: files, phases, cancellation, verdicts.</summary>
internal abstract class LocalSandbox : ISandbox
{
    public abstract SandboxDescription Description { get; }

    public async Task<string?> PrepareAsync(string language, CancellationToken cancellationToken) =>
        await ToolchainProbe.FindAsync(language, cancellationToken) is { Present: true } toolchain ? toolchain.Hash : null;

    public async Task<SandboxVerdict> RunAsync(SandboxJob job, CancellationToken cancellationToken)
    {
        var (prepared, verdict) = await PrepareAsync(job, cancellationToken);
        if (prepared is null)
            return verdict!;
        using (prepared)
            return await RunAsync(prepared, SandboxPhase.Run, cancellationToken);
    }

    public async Task<ISandboxProcess> StartAsync(SandboxJob job, CancellationToken cancellationToken)
    {
        var (prepared, verdict) = await PrepareAsync(job, cancellationToken);
        if (prepared is null)
            return SandboxedProcess.Ended(verdict!);
        LaunchedProgram program;
        try
        {
            program = Launch(prepared, SandboxPhase.Run, interactive: true);
        }
        catch (Exception exception)
        {
            prepared.Dispose();
            if (!IsTheMachines(exception))
                throw;
            return SandboxedProcess.Ended(Failure(SandboxPhase.Run, exception));
        }

        return await SandboxedProcess.ConnectAsync(program.Supervisor, CompleteAsync());

        async Task<SandboxVerdict> CompleteAsync()
        {
            using (prepared)
            using (program)
                return await FinishAsync(program, SandboxPhase.Run, CancellationToken.None);
        }
    }

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The user that the job's files belong to; null for the current one.</summary>
    protected abstract uint? NextOwner();

    internal abstract LaunchedProgram Launch(PreparedJob job, SandboxPhase phase, bool interactive);

    private async Task<(PreparedJob? Prepared, SandboxVerdict? Verdict)> PrepareAsync(SandboxJob job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        SandboxLimitsCheck.Validate(job);
        var toolchain = await ToolchainProbe.FindAsync(job.Language, cancellationToken)
            ?? throw new ArgumentException($"There is no profile for the language '{job.Language}'.", nameof(job));
        var compile = toolchain.Profile.Compile;
        var firstPhase = compile is null ? SandboxPhase.Run : SandboxPhase.Compile;
        if (!toolchain.Present)
            return (null, Verdicts.Failure(firstPhase, $"{job.Language} cannot run here: {toolchain.Missing}.", Description.NotEnforced));

        PreparedJob prepared;
        try
        {
            var owner = NextOwner();
            prepared = new PreparedJob(job, toolchain, owner, JobFolder.Create(job, compile?.Generated, owner));
        }
        catch (Exception exception) when (IsTheMachines(exception))
        {
            return (null, Failure(firstPhase, exception));
        }

        try
        {
            if (compile is null)
                return (prepared, null);
            var verdict = await CompileAsync(prepared, cancellationToken);
            if (verdict.Outcome == SandboxOutcome.Ok)
                return (prepared, null);
            prepared.Dispose();
            return (null, verdict);
        }
        catch
        {
            prepared.Dispose();
            throw;
        }
    }

    /// <summary>What a compiler leaves is limited once it has ended; meanwhile only each file's size is.</summary>
    internal async Task<SandboxVerdict> CompileAsync(PreparedJob prepared, CancellationToken cancellationToken)
    {
        var verdict = await RunAsync(prepared, SandboxPhase.Compile, cancellationToken);
        return verdict.Outcome == SandboxOutcome.Ok && prepared.Folder.BuildIsLargerThan((long)prepared.Limits(SandboxPhase.Compile).DiskMebibytes << 20)
            ? verdict with { Outcome = SandboxOutcome.DiskLimit }
            : verdict;
    }

    internal async Task<SandboxVerdict> FinishAsync(LaunchedProgram program, SandboxPhase phase, CancellationToken cancellationToken)
    {
        ProcessEnd end;
        try
        {
            await using (cancellationToken.UnsafeRegister(static state => ((Supervisor)state!).Kill(), program.Supervisor))
                end = await program.Supervisor.Completion;
        }
        catch (Exception exception) when (IsTheMachines(exception))
        {
            return Failure(phase, exception);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return program.Judge(end);
    }

    private async Task<SandboxVerdict> RunAsync(PreparedJob prepared, SandboxPhase phase, CancellationToken cancellationToken)
    {
        LaunchedProgram program;
        try
        {
            program = Launch(prepared, phase, interactive: false);
        }
        catch (Exception exception) when (IsTheMachines(exception))
        {
            return Failure(phase, exception);
        }

        using (program)
            return await FinishAsync(program, phase, cancellationToken);
    }

    private SandboxVerdict Failure(SandboxPhase phase, Exception exception) => Verdicts.Failure(phase, exception.Message, Description.NotEnforced);

    /// <summary>No room, no rights, no descriptors: neither the program's fault nor a bug.</summary>
    private static bool IsTheMachines(Exception exception) => exception is Win32Exception or IOException or UnauthorizedAccessException;
}
