using Docker.DotNet.Models;
using Tanuki.Sandbox.Docker;

namespace Tanuki.Sandbox.Tests.Docker;

public class DockerFailureTests
{
    [Fact]
    public async Task A_daemon_that_cannot_be_reached_is_a_reason()
    {
        var (sandbox, reason) = await DockerProbe.OpenAsync(new Uri("unix:///nonexistent/docker.sock"), TestContext.Current.CancellationToken);

        Assert.Null(sandbox);
        Assert.StartsWith("the Docker daemon cannot be reached (", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_that_dies_under_a_program_is_a_failure_of_the_sandbox_and_the_next_run_works()
    {
        await using var host = await DockerHost.ConnectAsync(endpoint: null, TestContext.Current.CancellationToken);
        await using var sandbox = new DockerSandbox(host);
        await using var process = await sandbox.StartAsync(Sandboxes.Job("bash", "echo running; exec sleep 60"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(process.StandardOutput);
        Assert.Equal("running", await reader.ReadLineAsync(TestContext.Current.CancellationToken));

        foreach (var container in await Containers.OfAsync(host))
            await host.Client.Containers.KillContainerAsync(container.ID, new ContainerKillParameters(), TestContext.Current.CancellationToken);

        var verdict = await process.Completion;
        Assert.Equal((SandboxOutcome.SandboxFailure, "the container died under the program"), (verdict.Outcome, verdict.Stderr));
        Assert.Equal(SandboxOutcome.Ok, (await sandbox.RunAsync(Sandboxes.Job("bash", "true"), TestContext.Current.CancellationToken)).Outcome);
    }

    [Fact]
    public async Task A_daemon_that_goes_away_under_a_program_is_a_failure_of_the_sandbox_until_it_is_back()
    {
        using var daemon = new Relay();
        var (opened, reason) = await DockerProbe.OpenAsync(daemon.Endpoint, TestContext.Current.CancellationToken);
        Assert.Null(reason);
        await using var sandbox = opened!;
        var process = await sandbox.StartAsync(Sandboxes.Job("bash", "echo running; exec sleep 60"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(process.StandardOutput);
        Assert.Equal("running", await reader.ReadLineAsync(TestContext.Current.CancellationToken));

        daemon.Stop();

        var verdict = await process.Completion;
        Assert.Equal(SandboxOutcome.SandboxFailure, verdict.Outcome);
        Assert.StartsWith("the Docker daemon went away", verdict.Stderr, StringComparison.Ordinal);
        await process.DisposeAsync();
        var meanwhile = await sandbox.RunAsync(Sandboxes.Job("bash", "true"), TestContext.Current.CancellationToken);
        Assert.Equal(SandboxOutcome.SandboxFailure, meanwhile.Outcome);
        daemon.Start();
        Assert.Equal(SandboxOutcome.Ok, (await sandbox.RunAsync(Sandboxes.Job("bash", "true"), TestContext.Current.CancellationToken)).Outcome);
    }

    [Fact]
    public async Task A_run_that_is_lost_with_its_container_is_repeated_once()
    {
        await using var host = await DockerHost.ConnectAsync(endpoint: null, TestContext.Current.CancellationToken);
        await using var sandbox = new DockerSandbox(host);
        await sandbox.PrepareAsync("bash", TestContext.Current.CancellationToken);
        var run = sandbox.RunAsync(Sandboxes.Job("bash", "sleep 2; echo done"), TestContext.Current.CancellationToken);
        var lost = await FirstRunningAsync(host);

        await host.Client.Containers.KillContainerAsync(lost, new ContainerKillParameters(), TestContext.Current.CancellationToken);

        var verdict = await run;
        Assert.Equal((SandboxOutcome.Ok, "done\n"), (verdict.Outcome, verdict.Stdout));
    }

    [Fact]
    public async Task A_run_that_is_lost_with_the_connection_is_repeated_on_a_new_one()
    {
        using var daemon = new Relay();
        var host = await DockerHost.ConnectAsync(daemon.Endpoint, TestContext.Current.CancellationToken);
        await using var sandbox = new DockerSandbox(host);
        await sandbox.PrepareAsync("bash", TestContext.Current.CancellationToken);
        var run = sandbox.RunAsync(Sandboxes.Job("bash", "sleep 2; echo done"), TestContext.Current.CancellationToken);
        await FirstRunningAsync(host);

        daemon.Stop();
        daemon.Start();

        var verdict = await run;
        Assert.Equal((SandboxOutcome.Ok, "done\n"), (verdict.Outcome, verdict.Stdout));
    }

    [Fact]
    public async Task A_kill_that_does_not_return_fails_the_run_and_the_container_goes_when_it_can()
    {
        var times = new DockerTimes
        {
            Kill = TimeSpan.FromSeconds(1), Report = TimeSpan.FromSeconds(1), Quarantine = TimeSpan.FromMilliseconds(100),
        };
        await using var observer = await DockerHost.ConnectAsync(endpoint: null, TestContext.Current.CancellationToken);
        using var daemon = new Relay();
        var host = await DockerHost.ConnectAsync(daemon.Endpoint, TestContext.Current.CancellationToken, times);
        await using var sandbox = new DockerSandbox(host);
        await using var process = await sandbox.StartAsync(Sandboxes.Job("bash", "echo running; exec sleep 60"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(process.StandardOutput);
        Assert.Equal("running", await reader.ReadLineAsync(TestContext.Current.CancellationToken));

        daemon.Freeze();
        process.Kill();

        var verdict = await process.Completion;
        Assert.Equal(SandboxOutcome.SandboxFailure, verdict.Outcome);
        Assert.Contains("outlived its kill and is in quarantine", verdict.Stderr, StringComparison.Ordinal);
        daemon.Thaw();
        while ((await Containers.WithAsync(observer, $"{DockerHost.OwnerLabel}={host.Labels[DockerHost.OwnerLabel]}")).Count > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Equal(SandboxOutcome.Ok, (await sandbox.RunAsync(Sandboxes.Job("bash", "true"), TestContext.Current.CancellationToken)).Outcome);
    }

    private static async Task<string> FirstRunningAsync(DockerHost host)
    {
        while (true)
        {
            if ((await Containers.OfAsync(host)).FirstOrDefault(container => container.State == "running") is { } container)
                return container.ID;
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
