using Tanuki.Sandbox.Bubblewrap;
using Tanuki.Sandbox.Cgroups;
using Tanuki.Sandbox.Processes;
using Tanuki.Sandbox.Sessions;
using Tanuki.Sandbox.Unsafe;

namespace Tanuki.Sandbox.Tests;

/// <summary>What the machine cannot do is a verdict, never an exception.</summary>
public sealed class MachineFailureTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("tanuki-lost-cgroup-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task A_control_group_that_went_is_a_failure_of_the_sandbox()
    {
        await using var sandbox = WithLostControlGroup();
        var job = Sandboxes.Job("bash", "echo started");

        var ran = await sandbox.RunAsync(job, TestContext.Current.CancellationToken);
        await using var started = await sandbox.StartAsync(job, TestContext.Current.CancellationToken);
        var compiled = await sandbox.RunAsync(Sandboxes.Job("c", "int main() {}"), TestContext.Current.CancellationToken);

        Assert.Equal(
            [(SandboxOutcome.SandboxFailure, SandboxPhase.Run), (SandboxOutcome.SandboxFailure, SandboxPhase.Run), (SandboxOutcome.SandboxFailure, SandboxPhase.Compile)],
            new[] { ran, await started.Completion, compiled }.Select(verdict => (verdict.Outcome, verdict.Phase)));
        Assert.Contains(_root, ran.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_whose_sandbox_cannot_start_is_unavailable()
    {
        using var repository = new Sessions.HostRepository();
        repository.Add("a", "1");
        await using var sandbox = WithLostControlGroup();
        var snapshot = await repository.ReadAsync();

        var fault = await Assert.ThrowsAsync<WorkspaceException>(
            () => sandbox.OpenSessionAsync(snapshot, new SessionOptions(), TestContext.Current.CancellationToken));

        Assert.Equal(WorkspaceFault.Unavailable, fault.Fault);
    }

    [Fact]
    public async Task A_program_that_cannot_be_spawned_is_its_completion()
    {
        var supervisor = Supervisor.Start(
            new ProcessPlan
            {
                Program = "/nonexistent/program",
                Arguments = [],
                Environment = new Dictionary<string, string>(),
                Interactive = true,
                Time = TimeSpan.FromSeconds(10),
                OutputBytes = 0,
                KeptOutputBytes = 0,
            },
            new SessionTree());
        var failure = Verdicts.Failure(SandboxPhase.Run, "it is not there", []);

        await using var process = await SandboxedProcess.ConnectAsync(supervisor, Task.FromResult(failure));

        Assert.Equal(failure, await process.Completion);
    }

    /// <summary>Another file is where the driver's control groups were.</summary>
    private BubblewrapSandbox WithLostControlGroup()
    {
        var group = Path.Combine(_root, "group");
        Directory.CreateDirectory(group);
        File.WriteAllText(Path.Combine(group, "cgroup.subtree_control"), "memory pids\n");
        var host = CgroupHost.TryOpen(["0::/"], [$"30 25 0:26 / {group} rw - cgroup2 cgroup2 rw"]);
        Directory.Delete(group, recursive: true);
        File.WriteAllText(group, "");
        return new BubblewrapSandbox("/usr/bin/bwrap", host, []);
    }
}
