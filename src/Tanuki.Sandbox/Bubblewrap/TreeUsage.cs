using System.Globalization;

namespace Tanuki.Sandbox.Bubblewrap;

/// <summary>Memory of a process and its descendants, read from <c>/proc</c> where no control group counts it.</summary>
internal sealed class TreeUsage
{
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
        var (own, shared) = (0L, 0L);
        var seen = new List<int>();
        var waiting = new Stack<int>([root]);
        while (seen.Count < MostProcesses && waiting.TryPop(out var pid))
        {
            seen.Add(pid);
            try
            {
                var pages = File.ReadAllText($"/proc/{pid}/statm").Split(' ');
                var alsoOthers = long.Parse(pages[2], CultureInfo.InvariantCulture);
                own += (long.Parse(pages[1], CultureInfo.InvariantCulture) - alsoOthers) * Environment.SystemPageSize;
                shared += alsoOthers * Environment.SystemPageSize;
                foreach (var task in Directory.EnumerateDirectories($"/proc/{pid}/task"))
                {
                    foreach (var child in File.ReadAllText($"{task}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                        waiting.Push(int.Parse(child, CultureInfo.InvariantCulture));
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
            {
                // The process ended while we looked.
            }
        }

        var bytes = own + shared <= limit ? own : own + seen.Sum(SharedMemoryOf);
        AtLeast(bytes);
        return bytes;
    }

    /// <summary>A process's share of memory that is no file's, in bytes.</summary>
    private static long SharedMemoryOf(int pid)
    {
        try
        {
            var line = File.ReadLines($"/proc/{pid}/smaps_rollup").FirstOrDefault(line => line.StartsWith(SharedMemory, StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line[SharedMemory.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) << 10;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            return 0;
        }
    }
}
