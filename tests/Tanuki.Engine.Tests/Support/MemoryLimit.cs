using System.Globalization;

namespace Tanuki.Engine.Tests.Support;

/// <summary>A control group of its own with little memory. Tests that need one run as root, as CI does.</summary>
internal sealed class MemoryLimit : IAsyncDisposable
{
    private const string Version1 = "/sys/fs/cgroup/memory", Version2 = "/sys/fs/cgroup";

    private readonly string _folder;

    public MemoryLimit(long mebibytes)
    {
        var first = Directory.Exists(Version1);
        _folder = Path.Combine(first ? Version1 : Version2, $"tanuki-test-{Guid.NewGuid():N}");
        if (!first)
            File.WriteAllText(Path.Combine(Version2, "cgroup.subtree_control"), "+memory");
        Directory.CreateDirectory(_folder);
        var limit = (mebibytes << 20).ToString(CultureInfo.InvariantCulture);
        File.WriteAllText(Path.Combine(_folder, first ? "memory.limit_in_bytes" : "memory.max"), limit);
        // Without swap, so that what is too much is killed and not merely slow.
        if (!first && File.Exists(Path.Combine(_folder, "memory.swap.max")))
            File.WriteAllText(Path.Combine(_folder, "memory.swap.max"), "0");
    }

    /// <summary>What a process writes its number to.</summary>
    public string Processes => Path.Combine(_folder, "cgroup.procs");

    /// <summary>Processes that the kernel killed for want of memory.</summary>
    public long Kills => File.ReadLines(Path.Combine(_folder, Directory.Exists(Version1) ? "memory.oom_control" : "memory.events"))
        .Where(line => line.StartsWith("oom_kill ", StringComparison.Ordinal))
        .Sum(line => long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));

    public async ValueTask DisposeAsync()
    {
        // Empty once its last process is reaped, which takes the kernel a moment.
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                Directory.Delete(_folder);
                return;
            }
            catch (IOException) when (attempt < 100)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
            }
        }
    }
}
