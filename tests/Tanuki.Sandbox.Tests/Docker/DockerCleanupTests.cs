using Docker.DotNet.Models;
using Tanuki.Sandbox.Docker;
using Tanuki.Sandbox.Workspaces;

namespace Tanuki.Sandbox.Tests.Docker;

public class DockerCleanupTests
{
    private const string Mark = "tanuki.test.orphan";

    [Fact]
    public async Task Parallel_runs_and_a_running_program_leave_no_container_behind()
    {
        await using var observer = await DockerHost.ConnectAsync(endpoint: null, TestContext.Current.CancellationToken);
        var host = await DockerHost.ConnectAsync(endpoint: null, TestContext.Current.CancellationToken);
        var sandbox = new DockerSandbox(host);
        var runs = Enumerable.Range(0, 5).Select(i => sandbox.RunAsync(Sandboxes.Job("bash", $"echo {i}"), TestContext.Current.CancellationToken)).ToList();
        var abandoned = await sandbox.StartAsync(Sandboxes.Job("bash", "exec sleep 60"), TestContext.Current.CancellationToken);
        Assert.Equal(["0\n", "1\n", "2\n", "3\n", "4\n"], (await Task.WhenAll(runs)).Select(verdict => verdict.Stdout));
        Assert.NotEmpty(await Containers.OfAsync(host));

        await sandbox.DisposeAsync();

        Assert.Empty(await Containers.WithAsync(observer, $"{DockerHost.OwnerLabel}={host.Labels[DockerHost.OwnerLabel]}"));
        Assert.NotEqual(SandboxOutcome.Ok, (await abandoned.Completion).Outcome);
    }

    [Fact]
    public async Task Opening_the_driver_removes_the_containers_of_dead_processes_and_of_nobody_else()
    {
        await using var host = await DockerHost.ConnectAsync(endpoint: null, TestContext.Current.CancellationToken);
        await using var sandbox = new DockerSandbox(host);
        var image = await sandbox.PrepareAsync("bash", TestContext.Current.CancellationToken);
        var machine = host.Labels[DockerHost.MachineLabel];
        var orphan = await CreateAsync(host, image!, "tanuki-2147483647-1-1", machine);
        var others = new[]
        {
            await CreateAsync(host, image!, "tanuki-2147483647-1-1", "another machine"),
            await CreateAsync(host, image!, LiveName.Next(), machine),
        };
        try
        {
            await using var opened = (await DockerProbe.OpenAsync(endpoint: null, TestContext.Current.CancellationToken)).Sandbox;

            var left = (await Containers.WithAsync(host, Mark)).Select(container => container.ID).ToList();
            Assert.DoesNotContain(orphan, left);
            Assert.All(others, id => Assert.Contains(id, left));
        }
        finally
        {
            foreach (var id in others)
                await host.RemoveAsync(id, CancellationToken.None);
        }
    }

    [Fact]
    public async Task An_orphan_that_cannot_be_removed_does_not_keep_the_driver_from_opening()
    {
        using var daemon = new StubbornDaemon($$"""{"{{DockerHost.OwnerLabel}}":"tanuki-2147483647-1-1"}""");
        await using var host = await DockerHost.ConnectAsync(daemon.Endpoint, TestContext.Current.CancellationToken);

        await host.RemoveOrphansAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["stuck"], daemon.Removals);
    }

    private static async Task<string> CreateAsync(DockerHost host, string image, string owner, string machine)
    {
        var created = await host.Client.Containers.CreateContainerAsync(
            new CreateContainerParameters
            {
                Image = image,
                Cmd = ["/usr/bin/sleep", "60"],
                NetworkDisabled = true,
                Labels = new Dictionary<string, string> { [DockerHost.OwnerLabel] = owner, [DockerHost.MachineLabel] = machine, [Mark] = "" },
            },
            TestContext.Current.CancellationToken);
        return created.ID;
    }
}
