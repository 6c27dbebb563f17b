using System.ComponentModel;
using Tanuki.Sandbox.Processes;
using Tanuki.Sandbox.Sessions.Archives;
using Tanuki.Sandbox.Unsafe;

namespace Tanuki.Sandbox.Sessions;

/// <summary>
/// Reads a folder of this machine through its own <c>tar</c> and the same reader as everything else: no link is followed, and
/// neither devices nor FIFOs are opened.
/// </summary>
internal static class HostFolder
{
    private const int SomethingChanged = 1;
    private static readonly TimeSpan Time = TimeSpan.FromMinutes(10);

    public static async Task<WorkspaceTree> ReadAsync(string folder, bool includeGit, WorkspaceLimits limits, CancellationToken cancellationToken)
    {
        SessionOptionsCheck.Validate(limits);
        var path = Path.GetFullPath(folder);
        if (!Directory.Exists(path))
            throw new WorkspaceException(WorkspaceFault.Unavailable, $"There is no folder {path}.");
        var command = PackCommand.Pack(path, includeGit ? [] : [".git"]);
        var packer = Supervisor.Start(
            new ProcessPlan
            {
                Program = command[0],
                Arguments = [.. command.Skip(1)],
                Environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", ["LANG"] = "C.UTF-8" },
                WorkingDirectory = "/",
                Interactive = true,
                Time = Time,
                OutputBytes = int.MaxValue,
                KeptOutputBytes = 4096,
            },
            new SessionTree());
        try
        {
            await using var cancelled = cancellationToken.UnsafeRegister(static state => ((Supervisor)state!).Kill(), packer);
            (await packer.Input).Dispose();
            var tree = await ReadToEndAsync(packer, limits, cancellationToken);
            var end = await packer.Completion;
            return end.ExitCode is 0 or SomethingChanged ? tree! : throw Failure(path, end.Stderr);
        }
        catch (Win32Exception exception)
        {
            throw new WorkspaceException(WorkspaceFault.Unavailable, $"The folder {path} cannot be read: {exception.Message}.", inner: exception);
        }
        finally
        {
            packer.Kill();
            await ((Task)packer.Completion).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>What tar says is worth more than that its archive breaks off.</summary>
    private static async Task<WorkspaceTree?> ReadToEndAsync(Supervisor packer, WorkspaceLimits limits, CancellationToken cancellationToken)
    {
        try
        {
            await using var output = packer.Output;
            return await new WorkspaceArchiveReader(output, limits, known: null).ReadAsync(cancellationToken);
        }
        catch (WorkspaceException exception) when (exception.Fault == WorkspaceFault.Malformed)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var end = await packer.Completion;
            if (end.ExitCode is 0 or SomethingChanged)
                throw;
            return null;
        }
    }

    private static WorkspaceException Failure(string path, string errors) =>
        new(WorkspaceFault.Unavailable, $"The folder {path} cannot be read: {errors.Trim()}", "Every file in it must be readable for you.");
}
