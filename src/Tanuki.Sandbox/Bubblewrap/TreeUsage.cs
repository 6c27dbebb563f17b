using System.Globalization;

namespace Tanuki.Sandbox.Bubblewrap;

/// <summary>Memory and CPU time of a process and its descendants, read from <c>/proc</c> where no control group counts them.</summary>
internal sealed class TreeUsage
{
    private const double MillisecondsPerTick = 10;

    public double CpuMs { get; private set; }

    public long PeakBytes { get; private set; }

    /// <returns>Bytes that the tree holds now, memory shared between its processes counted once at most.</returns>
    public long Sample(int root)
    {
        var ticks = 0L;
        var bytes = 0L;
        var waiting = new Stack<int>([root]);
        for (var visited = 0; waiting.TryPop(out var pid) && visited < 10_000; visited++)
        {
            try
            {
                var stat = File.ReadAllText($"/proc/{pid}/stat");
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                ticks += Enumerable.Range(11, 4).Sum(i => long.Parse(fields[i], CultureInfo.InvariantCulture));
                var pages = File.ReadAllText($"/proc/{pid}/statm").Split(' ');
                bytes += (long.Parse(pages[1], CultureInfo.InvariantCulture) - long.Parse(pages[2], CultureInfo.InvariantCulture)) * Environment.SystemPageSize;
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

        CpuMs = Math.Max(CpuMs, ticks * MillisecondsPerTick);
        PeakBytes = Math.Max(PeakBytes, bytes);
        return bytes;
    }
}
