using Tanuki.Sandbox.Bubblewrap;
using Tanuki.Sandbox.Processes;
using Tanuki.Sandbox.Unsafe;
using Tanuki.Sandbox.Workspaces;

namespace Tanuki.Sandbox.Tests;

public class BubblewrapOrphansTests
{
    [Fact]
    public async Task Opening_the_driver_without_control_groups_ends_the_sandboxes_of_dead_processes_and_of_nobody_else()
    {
        var orphan = await StartAsync("tanuki-2147483647-1-1");
        var living = await StartAsync(LiveName.Next());

        await using (var opened = (await BubblewrapProbe.OpenAsync(controlGroups: false, TestContext.Current.CancellationToken)).Sandbox)
            Assert.NotNull(opened);

        Assert.Equal(StopReason.None, (await orphan.Completion).Stopped);
        living.Kill();
        Assert.Equal(StopReason.Request, (await living.Completion).Stopped);
    }

    /// <summary>A sandbox whose program waits, once it runs.</summary>
    private static async Task<Supervisor> StartAsync(string owner)
    {
        var plan = new ProcessPlan
        {
            Program = "/usr/bin/bwrap",
            Arguments =
            [
                .. BubblewrapOrphans.Mark(owner), "--ro-bind", "/", "/", "--unshare-pid", "--proc", "/proc", "--die-with-parent", "--",
                "/bin/sh", "-c", "echo; exec sleep 600",
            ],
            Environment = new Dictionary<string, string>(),
            Interactive = true,
            Time = TimeSpan.FromSeconds(20),
            OutputBytes = 1024,
            KeptOutputBytes = 1024,
        };
        var sandbox = Supervisor.Start(plan, new SessionTree());
        await sandbox.Output.ReadExactlyAsync(new byte[1], TestContext.Current.CancellationToken);
        return sandbox;
    }
}
