using Tanuki.Sandbox.Bubblewrap;
using Tanuki.Sandbox.Cgroups;

namespace Tanuki.Sandbox.Tests;

/// <summary>What the machine refuses to the driver, before there is a program.</summary>
public sealed class MachineFailureTests : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("tanuki-refusing-").FullName;

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("bash", SandboxPhase.Run)]
    [InlineData("c", SandboxPhase.Compile)]
    public async Task A_control_group_that_cannot_be_made_is_a_failure_of_the_sandbox(string language, SandboxPhase phase)
    {
        await File.WriteAllTextAsync(Path.Combine(_path, "cgroup.subtree_control"), "memory pids\n", TestContext.Current.CancellationToken);
        var groups = CgroupHost.TryOpen(["0::/"], [$"30 25 0:26 / {_path} rw - cgroup2 cgroup2 rw"]);
        Directory.Delete(_path, recursive: true);
        await File.WriteAllTextAsync(_path, "no folder any more", TestContext.Current.CancellationToken);
        await using var sandbox = new BubblewrapSandbox("/usr/bin/bwrap", groups, SeccompFilter.ForThisMachine(memoryIsCounted: true));
        var job = Sandboxes.Job(language, "");

        var verdict = await sandbox.RunAsync(job, TestContext.Current.CancellationToken);
        await using var process = await sandbox.StartAsync(job, TestContext.Current.CancellationToken);

        Assert.All([verdict, await process.Completion], each =>
        {
            Assert.Equal((SandboxOutcome.SandboxFailure, phase), (each.Outcome, each.Phase));
            Assert.Contains(_path, each.Stderr, StringComparison.Ordinal);
        });
    }
}
