using Tanuki.Sandbox.Cgroups;

namespace Tanuki.Sandbox.Tests;

/// <summary>Which group is chosen, on plain folders that look like the mounted hierarchies.</summary>
public sealed class CgroupHostTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("tanuki-cgroups-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void With_the_unified_hierarchy_the_nearest_group_that_hands_its_controllers_down_is_used()
    {
        Group("", "cpu memory pids");
        Group("user.slice", "cpu memory pids");
        Group("user.slice/session.scope", "");

        var host = CgroupHost.TryOpen(["0::/user.slice/session.scope"], [$"30 25 0:26 / {_root} rw - cgroup2 cgroup2 rw"])!;

        Assert.Equal((2, $"{_root}/user.slice", $"{_root}/user.slice"), (host.Version, host.Memory, host.Pids));
        var group = host.Create(64, 20);
        Assert.EndsWith("/cgroup.procs", group.JoinFiles.Single(), StringComparison.Ordinal);
        var folder = Path.GetDirectoryName(group.JoinFiles.Single())!;
        Assert.Equal(("67108864", "20"), (File.ReadAllText($"{folder}/memory.max"), File.ReadAllText($"{folder}/pids.max")));
        File.WriteAllText($"{folder}/memory.peak", "12345\n");
        File.WriteAllText($"{folder}/memory.events", "low 0\noom 1\noom_kill 2\n");
        File.WriteAllText($"{folder}/pids.events", "max 0\n");
        Assert.Equal(new Processes.ResourceReport(7, 12345, OutOfMemory: true, ProcessLimit: false), group.Report(7));
    }

    [Fact]
    public void With_separate_hierarchies_the_own_group_is_used()
    {
        Group("memory/job", "");
        Group("pids", "");

        var host = CgroupHost.TryOpen(
            ["4:memory:/outer/job", "8:pids:/", "0::/"],
            [$"35 31 0:32 /outer {_root}/memory rw - cgroup cgroup rw,memory", $"36 31 0:33 / {_root}/pids rw - cgroup cgroup rw,pids"])!;

        Assert.Equal((1, $"{_root}/memory/job", $"{_root}/pids"), (host.Version, host.Memory, host.Pids));
    }

    [Fact]
    public void Without_a_group_that_hands_memory_and_pids_down_there_is_none()
    {
        Group("", "cpu hugetlb");

        Assert.Null(CgroupHost.TryOpen(["0::/"], [$"30 25 0:26 / {_root} rw - cgroup2 cgroup2 rw"]));
        Assert.Null(CgroupHost.TryOpen([], []));
    }

    private void Group(string path, string handedDown)
    {
        Directory.CreateDirectory(Path.Combine(_root, path));
        File.WriteAllText(Path.Combine(_root, path, "cgroup.subtree_control"), handedDown + "\n");
    }
}
