using System.Runtime.InteropServices;
using Tanuki.Sandbox.Docker;
using Tanuki.Sandbox.Docker.Containers;
using Tanuki.Sandbox.Profiles;
using Tanuki.Sandbox.Sessions.Archives;

namespace Tanuki.Sandbox.Sessions.Docker;

/// <summary>A workspace's files on their way into a container and out again, as the program's own user.</summary>
internal sealed class ContainerFiles(SandboxContainer container, WorkspaceLimits limits, int processes)
{
    /// <summary>What our own commands need beyond the program's: the keeper, and what starts a command.</summary>
    private const int OwnProcesses = 32;

    private WorkspaceTree _known = null!;

    /// <summary>What the program left; null when that could not be learned.</summary>
    public WorkspaceTree? Collected { get; private set; }

    public WorkspaceException Failure { get; private set; } =
        new(WorkspaceFault.Unavailable, "the container ended before its files could be read");

    /// <exception cref="Exception">What <see cref="DockerFailure.Is"/> knows.</exception>
    public Task UnpackAsync(WorkspaceTree tree, CancellationToken cancellationToken)
    {
        _known = tree;
        return tree.Entries.Count == 0
            ? Task.CompletedTask
            : DockerFailure.WithinAsync(container.Times.Request, limited => UnpackAsync(WorkspaceArchiveWriter.Write(tree), limited), cancellationToken);
    }

    /// <summary>First ends whatever the program left running. Never throws: see <see cref="Failure"/>.</summary>
    public async Task CollectAsync()
    {
        try
        {
            await DockerFailure.WithinAsync(container.Times.Request, CollectAsync, CancellationToken.None);
        }
        catch (WorkspaceException exception)
        {
            Failure = exception;
        }
        catch (Exception exception) when (DockerFailure.Is(exception))
        {
            Failure = new WorkspaceException(WorkspaceFault.Unavailable, DockerFailure.Reason(exception), inner: exception);
        }
    }

    private async Task UnpackAsync(ReadOnlyMemory<byte> archive, CancellationToken cancellationToken)
    {
        using var command = await container.StartCommandAsync([.. PackCommand.Unpack(GuestFolders.Private.Work)], cancellationToken);
        var errors = ReadErrorsAsync(command, cancellationToken);
        var bytes = MemoryMarshal.TryGetArray(archive, out var whole) ? whole : new ArraySegment<byte>(archive.ToArray());
        await command.Streams.WriteAsync(bytes.Array!, bytes.Offset, bytes.Count, cancellationToken);
        command.Streams.CloseWrite();
        var said = await errors;
        if (await command.Ended.WaitAsync(cancellationToken) != 0)
            throw new DockerFailure($"the files could not be written into the container: {said}");
    }

    private async Task CollectAsync(CancellationToken cancellationToken)
    {
        var pack = string.Join(' ', PackCommand.Pack(GuestFolders.Private.Work));
        if (await TryCollectAsync($"kill -KILL -1; exec {pack}", cancellationToken))
            return;

        // Perhaps there was no process left to start it with, or something may not be read.
        await container.AllowProcessesAsync(processes + OwnProcesses, cancellationToken);
        var readable = string.Join(' ', PackCommand.MakeReadable(GuestFolders.Private.Work + "/*"));
        if (!await TryCollectAsync($"shopt -s dotglob nullglob; kill -KILL -1; {readable}; exec {pack}", cancellationToken))
            throw new DockerFailure("the files could not be read back");
    }

    private async Task<bool> TryCollectAsync(string script, CancellationToken cancellationToken)
    {
        try
        {
            using var command = await container.StartCommandAsync(["/usr/bin/bash", "-c", script], cancellationToken);
            var tree = await new WorkspaceArchiveReader(new CommandOutput(command.Streams), limits, _known).ReadAsync(cancellationToken);
            if (await command.Ended.WaitAsync(cancellationToken) != 0)
                return false;
            Collected = tree;
            return true;
        }
        catch (WorkspaceException exception) when (exception.Fault == WorkspaceFault.Malformed)
        {
            return false;
        }
        catch (Exception exception) when (exception is not WorkspaceException && DockerFailure.Is(exception))
        {
            return false;
        }
    }

    private static async Task<string> ReadErrorsAsync(ContainerCommand command, CancellationToken cancellationToken)
    {
        var errors = new Processes.HeadTailBuffer(2048);
        var chunk = new byte[4096];
        while (await command.Streams.ReadOutputAsync(chunk, 0, chunk.Length, cancellationToken) is { EOF: false } result)
            errors.Append(chunk.AsSpan(0, result.Count));
        return errors.ToString().Trim();
    }
}
