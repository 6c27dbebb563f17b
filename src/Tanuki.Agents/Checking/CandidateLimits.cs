using System.Globalization;
using Tanuki.Sandbox;

namespace Tanuki.Agents.Checking;

/// <summary>The limits under which candidates are checked, and how the receipt shows them.</summary>
internal static class CandidateLimits
{
    public static SandboxLimits For(TimeSpan time) => new() { Time = time };

    public static IReadOnlyDictionary<string, string> Described { get; } = Describe(For(new CheckPlan { Language = "" }.Time));

    private static Dictionary<string, string> Describe(SandboxLimits limits) => new(StringComparer.Ordinal)
    {
        ["time"] = limits.Time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture) + " s",
        ["memory"] = limits.MemoryMebibytes.ToString(CultureInfo.InvariantCulture) + " MiB",
        ["processes"] = limits.Processes.ToString(CultureInfo.InvariantCulture),
        ["disk"] = limits.DiskMebibytes.ToString(CultureInfo.InvariantCulture) + " MiB",
        ["output"] = limits.OutputBytes.ToString(CultureInfo.InvariantCulture) + " bytes",
        ["network"] = "none",
    };
}
