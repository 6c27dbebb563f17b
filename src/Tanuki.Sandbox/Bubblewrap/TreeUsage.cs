using System.Globalization;

namespace Tanuki.Sandbox.Bubblewrap;

/// <summary>What a process and its descendants use, read from <c>/proc</c> where nothing else counts it.</summary>
internal sealed class TreeUsage
{
    // The kernel's unit towards programs (USER_HZ), the same on x64 and arm64.
    private const int TicksPerSecond = 100;

    public long PeakBytes { get; private set; }

    public void AtLeast(long bytes) => PeakBytes = Math.Max(PeakBytes, bytes);

    /// <returns>Bytes that the tree holds now, memory shared between its processes counted once at most.</returns>
    public long Sample(int root)
    {
        var bytes = Sum(root, static pid =>
        {
            var pages = File.ReadAllText($"/proc/{pid}/statm").Split(' ');
            return (long.Parse(pages[1], CultureInfo.InvariantCulture) - long.Parse(pages[2], CultureInfo.InvariantCulture)) * Environment.SystemPageSize;
        });
        AtLeast(bytes);
        return bytes;
    }

    /// <returns>What the tree has used until now, of processes that it has waited for too; in steps of 10 ms.</returns>
    public static double CpuMs(int root) => Sum(root, static pid =>
    {
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[11..15].Sum(ticks => long.Parse(ticks, CultureInfo.InvariantCulture));
    }) * 1000.0 / TicksPerSecond;

    private static long Sum(int root, Func<int, long> of)
    {
        var sum = 0L;
        var waiting = new Stack<int>([root]);
        for (var visited = 0; waiting.TryPop(out var pid) && visited < 10_000; visited++)
        {
            try
            {
                sum += of(pid);
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

        return sum;
    }
}
