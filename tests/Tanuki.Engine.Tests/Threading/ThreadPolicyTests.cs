using Tanuki.Engine.Threading;

namespace Tanuki.Engine.Tests.Threading;

public sealed class ThreadPolicyTests
{
    [Theory]
    [InlineData(2, 2, 0.0, 2)]
    [InlineData(2, 2, 0.4, 2)]
    [InlineData(2, 2, 0.67, 1)]
    [InlineData(2, 1, 0.4, 1)]
    [InlineData(2, 1, 0.2, 2)]
    [InlineData(2, 1, 5.0, 1)]
    [InlineData(1, 1, 0.0, 1)]
    [InlineData(16, 16, 3.0, 13)]
    [InlineData(16, 4, 0.1, 16)]
    [InlineData(4, 4, -0.3, 4)]
    public void Threads_leave_the_cores_that_others_use(int cores, int current, double others, int expected) =>
        Assert.Equal(expected, ThreadPolicy.Choose(cores, current, others));

    [Fact]
    public void Processor_time_is_that_of_the_allowed_processors_without_idling_and_niced_work()
    {
        const string stat = """
            cpu  100 100 100 100 100 100 100 100 0 0
            cpu0 100 900 50 7000 30 10 20 20 5 0
            cpu1 200 0 0 9000 0 0 0 0 0 0
            cpu12 5000 0 0 0 0 0 0 0 0 0
            intr 12345
            """;

        Assert.Equal(2.0, CpuTimes.Parse(stat, new HashSet<int> { 0 }).Busy);
        Assert.Equal(4.0, CpuTimes.Parse(stat, new HashSet<int> { 0, 1 }).Busy);
    }

    [Fact]
    public void Allowed_processors_are_read_from_ranges() =>
        Assert.Equal([0, 2, 3, 4, 8], CpuTimes.ParseAllowed("Name:\tx\nCpus_allowed:\t11d\nCpus_allowed_list:\t0,2-4,8\n").Order());

    [Fact]
    public void This_machine_can_be_read()
    {
        var allowed = CpuTimes.ParseAllowed(File.ReadAllText("/proc/self/status"));

        Assert.NotEmpty(allowed);
        Assert.True(CpuTimes.Parse(File.ReadAllText("/proc/stat"), allowed).Busy > 0);
    }
}
