using Tanuki.Sandbox.Workspaces;

namespace Tanuki.Sandbox.Tests;

public class CleanupTests
{
    [Fact]
    public void Only_names_of_dead_processes_are_orphans()
    {
        Assert.False(LiveName.IsOrphan(LiveName.Next()));
        Assert.True(LiveName.IsOrphan($"tanuki-{Environment.ProcessId}-1-1"));
        Assert.True(LiveName.IsOrphan("tanuki-2147483647-1-1"));
        Assert.False(LiveName.IsOrphan("tanuki-x-1-1"));
        Assert.False(LiveName.IsOrphan("user.slice"));
    }

    [Fact]
    public async Task Opening_a_sandbox_removes_the_folders_of_dead_processes()
    {
        var left = Path.Combine(JobFolder.Base, "tanuki-2147483647-1-1");
        Directory.CreateDirectory(Path.Combine(left, "work"));

        await using (await SandboxFactory.OpenAsync(SandboxPreference.Bubblewrap, TestContext.Current.CancellationToken))
            Assert.False(Directory.Exists(left));
    }
}
