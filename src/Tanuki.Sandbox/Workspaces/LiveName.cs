using System.Globalization;

namespace Tanuki.Sandbox.Workspaces;

/// <summary>
/// Names of folders and control groups that say which process owns them, so that a later process can tell what a dead
/// one left behind: <c>tanuki-PID-STARTTIME-NUMBER</c>.
/// </summary>
internal static class LiveName
{
    private const string Prefix = "tanuki-";
    private static readonly string Own = $"{Prefix}{Environment.ProcessId}-{StartTime(Environment.ProcessId)}-";
    private static long _next;

    public static string Next() => Own + Interlocked.Increment(ref _next).ToString(CultureInfo.InvariantCulture);

    /// <summary>True for a name of this kind whose process no longer lives.</summary>
    public static bool IsOrphan(string name)
    {
        var parts = name.Split('-');
        return parts.Length == 4 && name.StartsWith(Prefix, StringComparison.Ordinal)
            && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var pid)
            && StartTime(pid) != parts[2];
    }

    /// <summary>Ticks since boot at which the process started; empty when it does not live.</summary>
    private static string StartTime(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19];
        }
        catch (IOException)
        {
            return "";
        }
    }
}
