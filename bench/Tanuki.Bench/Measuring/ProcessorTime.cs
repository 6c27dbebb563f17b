using System.Globalization;

namespace Tanuki.Bench.Measuring;

internal static class ProcessorTime
{
    private const double TicksPerSecond = 100;

    /// <summary>Seconds that the threads of a process have run so far, in its own code and in the kernel.</summary>
    public static double Of(int processId) => Parse(File.ReadAllText($"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/stat"));

    /// <param name="stat">The text of <c>/proc/PID/stat</c>; the second field, a name in brackets, may hold anything.</param>
    internal static double Parse(string stat)
    {
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }
}
