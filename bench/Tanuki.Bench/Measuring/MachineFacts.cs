using System.Globalization;

namespace Tanuki.Bench.Measuring;

/// <param name="Cores">That this process may use.</param>
/// <param name="Vectors">The processor's AVX flags; which ones there are decides which kernels run.</param>
/// <param name="LoadAtStart">Processes that wanted a core, mean of the last minute; includes what was built just before.</param>
/// <param name="Busy">Cores' worth of work by others, measured for half a second before anything was started.</param>
internal sealed record MachineFacts(
    string Processor, int Cores, IReadOnlyList<string> Vectors, double MemoryGib, string Kernel, double LoadAtStart, double Busy)
{
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(500);

    public string? Warning => Busy > 0.2
        ? FormattableString.Invariant($"other processes use {Busy:0.0} cores (load {LoadAtStart:0.0}); figures from a busy machine prove nothing.")
        : null;

    public static MachineFacts Read() => new(
        CpuField("model name") ?? "unknown",
        Environment.ProcessorCount,
        [.. (CpuField("flags") ?? "").Split(' ').Where(flag => flag.StartsWith("avx", StringComparison.Ordinal))],
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30), 1),
        File.ReadAllText("/proc/sys/kernel/osrelease").Trim(),
        Load(),
        MeasureBusy());

    public static double Load() => double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);

    private static string? CpuField(string name) => File.ReadLines("/proc/cpuinfo")
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(line => line[(line.IndexOf(':') + 1)..].Trim())
        .FirstOrDefault();

    private static double MeasureBusy()
    {
        var before = BusyTicks();
        using var never = new ManualResetEventSlim();
        never.Wait(Window);
        return Math.Round((BusyTicks() - before) / 100.0 / Window.TotalSeconds, 2);
    }

    // user nice system idle iowait irq softirq steal, in hundredths of a second
    private static long BusyTicks()
    {
        var ticks = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9];
        return ticks.Where((_, index) => index is not (3 or 4)).Sum(tick => long.Parse(tick, CultureInfo.InvariantCulture));
    }
}
