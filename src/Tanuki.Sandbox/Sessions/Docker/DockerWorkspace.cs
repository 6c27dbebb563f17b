using Docker.DotNet;
using Tanuki.Sandbox.Docker;
using Tanuki.Sandbox.Docker.Containers;
using Tanuki.Sandbox.Processes;
using Tanuki.Sandbox.Profiles;

namespace Tanuki.Sandbox.Sessions.Docker;

/// <summary>
/// Between commands the files are in this process's memory; every command gets them in a container of its own, from the warm
/// pool, and gives them back before that is destroyed. A container or daemon that dies costs one command's changes.
/// </summary>
internal sealed class DockerWorkspace(DockerSandbox sandbox, SessionOptions options) : SessionWorkspace
{
    /// <summary>Shapes differ in steps of this, so that a warm container fits although the files grew.</summary>
    private const int MemoryStep = 64;

    private WorkspaceTree _tree = WorkspaceTree.Of(new SortedDictionary<string, WorkspaceEntry>(StringComparer.Ordinal), LeftOut.None);

    public override SandboxDescription Description => sandbox.Description;

    public override Task FillAsync(WorkspaceTree tree, CancellationToken cancellationToken)
    {
        _tree = tree;
        return Task.CompletedTask;
    }

    public override Task WriteAsync(WorkspaceEdit edit, CancellationToken cancellationToken) => FillAsync(edit.Whole, cancellationToken);

    public override Task<WorkspaceTree> ReadAsync(WorkspaceTree known, CancellationToken cancellationToken) => Task.FromResult(_tree);

    public override bool MayHaveTouched(ProtectedPaths paths) => paths.Any;

    public override async Task<SandboxedProcess> StartAsync(SessionCommand command, bool interactive, CancellationToken cancellationToken)
    {
        var toolchains = await SessionVariables.ToolchainsAsync(
            command.Languages.Count > 0 ? command : command with { Languages = ["bash"] }, cancellationToken);
        if (toolchains.FirstOrDefault(toolchain => !toolchain.Present) is { } absent)
            return SandboxedProcess.Ended(Verdicts.Failure(SandboxPhase.Run, $"{absent.Language} cannot be used here: {absent.Missing}.", Description.NotEnforced));
        try
        {
            var host = await sandbox.HostAsync(cancellationToken);
            var image = await sandbox.ImageAsync(host, toolchains, cancellationToken);
            var container = await host.Pool.TakeAsync(Shape(command.Limits, image), cancellationToken);
            var files = new ContainerFiles(container, options.Workspace, command.Limits.Processes);
            ContainerProgram program;
            try
            {
                await files.UnpackAsync(_tree, cancellationToken);
                program = await ContainerProgram.StartAsync(container, Plan(command, toolchains, files, interactive), cancellationToken);
            }
            catch
            {
                await container.DisposeAsync();
                throw;
            }

            return new SandboxedProcess(
                interactive ? program.Input : Stream.Null, interactive ? program.Output : Stream.Null, CompleteAsync(program, files), program.Kill);
        }
        catch (Exception exception) when (DockerFailure.Is(exception))
        {
            if (exception is DockerImageNotFoundException or DockerContainerNotFoundException)
                sandbox.ForgetImage(toolchains);
            return SandboxedProcess.Ended(sandbox.Failure(SandboxPhase.Run, exception).Verdict);
        }
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<SandboxVerdict> CompleteAsync(ContainerProgram program, ContainerFiles files)
    {
        var (verdict, _) = await sandbox.FinishAsync(program, SandboxPhase.Run, CancellationToken.None);
        if (files.Collected is not { } tree)
            return WorkspaceVerdicts.Lost(verdict, files.Failure);
        _tree = tree;
        return verdict;
    }

    /// <summary>The files count as the container's memory, so theirs is added to the command's.</summary>
    private ContainerShape Shape(SandboxLimits limits, string image)
    {
        var files = (int)((_tree.Bytes + 4096L * _tree.Entries.Count) >> 20);
        return new ContainerShape(
            image, limits.MemoryMebibytes + (files / MemoryStep + 1) * MemoryStep, limits.Processes, limits.DiskMebibytes,
            options.Workspace.Mebibytes, BuildMebibytes: 0, Compiles: false, options.Workspace.Files + 1, options.Profile == SessionProfile.Debug);
    }

    private static ContainerPlan Plan(SessionCommand command, IReadOnlyList<Toolchain> toolchains, ContainerFiles files, bool interactive) => new()
    {
        Command = SessionVariables.Words(command),
        Environment = new Dictionary<string, string>
        {
            ["PATH"] = "/usr/bin:/bin",
            ["HOME"] = "/tmp",
            ["LANG"] = "C.UTF-8",
            ["TMPDIR"] = "/tmp",
        }.Concat(SessionVariables.Of(command, toolchains.Select(toolchain => toolchain.Profile)))
            .GroupBy(pair => pair.Key, StringComparer.Ordinal)
            .ToDictionary(pairs => pairs.Key, pairs => pairs.Last().Value),
        Limits = command.Limits,
        StandardInput = interactive ? default : command.StandardInput,
        Interactive = interactive,
        Output = command.Output,
        Collect = _ => files.CollectAsync(),
        CollectsAlways = true,
    };
}
