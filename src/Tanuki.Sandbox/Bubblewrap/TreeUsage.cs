using System.Globalization;

namespace Tanuki.Sandbox.Bubblewrap;

/// <summary>What a process and its descendants use, read from <c>/proc</c> where nothing else counts it.</summary>
internal sealed class TreeUsage
{
    // The kernel's unit towards programs (USER_HZ), the same on x64 and arm64.
    private const int TicksPerSecond = 100;
    private const int MostProcesses = 10_000;
    private const string SharedMemory = "Pss_Shmem:";

    public long PeakBytes { get; private set; }

    public void AtLeast(long bytes) => PeakBytes = Math.Max(PeakBytes, bytes);

    /// <param name="limit">
    /// Shared memory is told from mapped files, and divided among those who share it, only when all of it together would
    /// go beyond this: that takes the kernel much longer.
    /// </param>
    /// <returns>Bytes that the tree holds now; mapped files are not counted.</returns>
    public long Sample(int root, long limit)
    {
        var processes = Tree(root);
        var (own, shared) = (0L, 0L);
        foreach (var pid in processes)
        {
            var (all, alsoOthers) = Read(pid, Pages);
            own += (all - alsoOthers) * Environment.SystemPageSize;
            shared += alsoOthers * Environment.SystemPageSize;
        }

        var bytes = own + shared <= limit ? own : own + processes.Sum(pid => Read(pid, SharedMemoryOf));
        AtLeast(bytes);
        return bytes;
    }

    /// <returns>What the tree has used until now, of processes that it has waited for too; in steps of 10 ms.</returns>
    public static double CpuMs(int root) => Tree(root).Sum(pid => Read(pid, Ticks)) * 1000.0 / TicksPerSecond;

    private static List<int> Tree(int root)
    {
        var seen = new List<int>();
        var waiting = new Stack<int>([root]);
        while (seen.Count < MostProcesses && waiting.TryPop(out var pid))
        {
            seen.Add(pid);
            foreach (var child in Read(pid, Children) ?? [])
                waiting.Push(child);
        }

        return seen;
    }

    private static List<int> Children(int pid) =>
    [
        .. Directory.EnumerateDirectories($"/proc/{pid}/task")
            .SelectMany(task => File.ReadAllText($"{task}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(child => int.Parse(child, CultureInfo.InvariantCulture)),
    ];

    /// <summary>Resident, and of these shared with others or a file's.</summary>
    private static (long All, long AlsoOthers) Pages(int pid)
    {
        var pages = File.ReadAllText($"/proc/{pid}/statm").Split(' ');
        return (long.Parse(pages[1], CultureInfo.InvariantCulture), long.Parse(pages[2], CultureInfo.InvariantCulture));
    }

    /// <summary>A process's share of memory that is no file's, in bytes.</summary>
    private static long SharedMemoryOf(int pid)
    {
        var line = File.ReadLines($"/proc/{pid}/smaps_rollup").FirstOrDefault(line => line.StartsWith(SharedMemory, StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line[SharedMemory.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) << 10;
    }

    private static long Ticks(int pid)
    {
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[11..15].Sum(ticks => long.Parse(ticks, CultureInfo.InvariantCulture));
    }

    /// <returns>Nothing of a process that ended while we looked.</returns>
    private static T? Read<T>(int pid, Func<int, T> value)
    {
        try
        {
            return value(pid);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            return default;
        }
    }
}
