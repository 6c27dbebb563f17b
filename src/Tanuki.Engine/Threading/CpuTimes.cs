using System.Globalization;

namespace Tanuki.Engine.Threading;

/// <summary>Processor time since boot on the processors that this process may run on, in seconds.</summary>
/// <param name="Busy">Spent on anything but idling, waiting for disks, and niced processes, which make way by themselves.</param>
internal readonly record struct CpuTimes(double Busy)
{
    private const double TicksPerSecond = 100;

    /// <param name="stat">The text of <c>/proc/stat</c>.</param>
    /// <param name="allowed">Numbers of the processors that count.</param>
    public static CpuTimes Parse(string stat, IReadOnlySet<int> allowed)
    {
        var ticks = 0L;
        foreach (var line in stat.EnumerateLines())
        {
            var fields = line.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length < 5 || !fields[0].StartsWith("cpu", StringComparison.Ordinal)
                || !int.TryParse(fields[0].AsSpan(3), CultureInfo.InvariantCulture, out var number) || !allowed.Contains(number))
                continue;
            // user nice system idle iowait irq softirq steal
            for (var i = 1; i < Math.Min(fields.Length, 9); i++)
                if (i is not (2 or 4 or 5))
                    ticks += long.Parse(fields[i], CultureInfo.InvariantCulture);
        }
        return new CpuTimes(ticks / TicksPerSecond);
    }

    /// <param name="status">The text of <c>/proc/self/status</c>.</param>
    /// <returns>The processors that the process may run on.</returns>
    public static IReadOnlySet<int> ParseAllowed(string status)
    {
        var allowed = new HashSet<int>();
        foreach (var line in status.EnumerateLines())
        {
            if (!line.StartsWith("Cpus_allowed_list:"))
                continue;
            foreach (var range in line[(line.IndexOf(':') + 1)..].Trim().ToString().Split(','))
            {
                var ends = range.Split('-');
                var first = int.Parse(ends[0], CultureInfo.InvariantCulture);
                var last = int.Parse(ends[^1], CultureInfo.InvariantCulture);
                allowed.UnionWith(Enumerable.Range(first, last - first + 1));
            }
        }
        return allowed;
    }
}
