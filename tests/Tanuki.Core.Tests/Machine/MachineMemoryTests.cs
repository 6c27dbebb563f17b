using Tanuki.Core.Machine;

namespace Tanuki.Core.Tests.Machine;

public sealed class MachineMemoryTests : IDisposable
{
    private const long Gibibyte = 1L << 30;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("tanuki-machine-");

    public MachineMemoryTests()
    {
        Write("proc/meminfo", "MemTotal:       16777216 kB\nMemFree:         1048576 kB\nMemAvailable:    8388608 kB\nHugePages_Total:       0\n");
        Write("proc/pressure/memory", "some avg10=12.50 avg60=1.00 avg300=0.00 total=37467883\nfull avg10=3.00 avg60=0.00 avg300=0.00 total=1\n");
    }

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void Without_control_groups_the_machine_counts() =>
        Assert.Equal(new MachineMemory(16 * Gibibyte, 8 * Gibibyte, 0.125), Read());

    [Fact]
    public void The_tightest_group_of_version_2_counts_and_idle_cache_is_free()
    {
        Write("proc/self/cgroup", "0::/user/job\n");
        Write("proc/self/mountinfo", "31 23 0:28 / /sys/fs/cgroup rw,relatime shared:1 - cgroup2 cgroup2 rw\n");
        Group("sys/fs/cgroup/user", "4294967296", "3221225472", "inactive_file 1073741824\n");
        Group("sys/fs/cgroup/user/job", "max", "1073741824", "inactive_file 0\n");
        Assert.Equal((4 * Gibibyte, 2 * Gibibyte), LimitAndAvailable());
        Group("sys/fs/cgroup/user/job", "1073741824", "1073741824", "anon 5\ninactive_file 4096\n");
        Assert.Equal((Gibibyte, 4096), LimitAndAvailable());
    }

    [Fact]
    public void A_container_sees_its_own_group_as_the_root()
    {
        Write("proc/self/cgroup", "4:memory:/docker/abc\n3:cpu,cpuacct:/docker/abc\n0::/\n");
        Write("proc/self/mountinfo", """
            32 31 0:29 /docker/abc /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
            35 31 0:32 /docker/abc /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
            41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
            """);
        Write("sys/fs/cgroup/memory/memory.limit_in_bytes", "2147483648\n");
        Write("sys/fs/cgroup/memory/memory.usage_in_bytes", "2147487744\n");
        Write("sys/fs/cgroup/memory/memory.stat", "inactive_file 7\ntotal_inactive_file 8192\n");
        Assert.Equal((2 * Gibibyte, 4096), LimitAndAvailable());
    }

    [Fact]
    public void A_group_that_is_hidden_leaves_those_that_are_seen()
    {
        Write("proc/self/cgroup", "4:memory:/outside/job\n");
        Write("proc/self/mountinfo", "35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory\n");
        Write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        Write("sys/fs/cgroup/memory/memory.usage_in_bytes", "1000\n");
        Assert.Equal((16 * Gibibyte, 8 * Gibibyte), LimitAndAvailable());
    }

    [Fact]
    public void This_machine_has_memory()
    {
        var memory = MachineMemory.Read();
        Assert.InRange(memory.Available, 1, memory.Limit);
        Assert.InRange(memory.Pressure, 0, 1);
    }

    private MachineMemory Read() => MachineMemory.Read(_root.FullName);

    private (long Limit, long Available) LimitAndAvailable() => (Read().Limit, Read().Available);

    private void Group(string path, string limit, string used, string statistics)
    {
        Write(path + "/memory.max", limit + "\n");
        Write(path + "/memory.current", used + "\n");
        Write(path + "/memory.stat", statistics);
    }

    private void Write(string path, string text)
    {
        var full = Path.Combine(_root.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
