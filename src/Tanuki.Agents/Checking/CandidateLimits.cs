using System.Globalization;
using Tanuki.Core.Tasks;
using Tanuki.Sandbox;

namespace Tanuki.Agents.Checking;

/// <summary>The limits under which candidates are checked, and how the receipt shows them.</summary>
internal static class CandidateLimits
{
    /// <summary>
    /// The checker ends a candidate when the plan's time is up; the sandbox's own limit comes later, for a checker that died.
    /// C# compiles inside it. Output is the exchange with the harness, which has its own limit per message.
    /// </summary>
    public static SandboxLimits For(string language, TimeSpan time) => new()
    {
        Time = time + TimeSpan.FromSeconds(language == LanguageNames.CSharp ? 60 : 3),
        OutputBytes = 256 * 1024 * 1024,
        KeptOutputBytes = 4096,
    };

    public static IReadOnlyDictionary<string, string> Describe(string language, TimeSpan time)
    {
        var limits = For(language, time);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["time"] = time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture) + " s",
            ["memory"] = limits.MemoryMebibytes.ToString(CultureInfo.InvariantCulture) + " MiB",
            ["processes"] = limits.Processes.ToString(CultureInfo.InvariantCulture),
            ["disk"] = limits.DiskMebibytes.ToString(CultureInfo.InvariantCulture) + " MiB",
            ["output"] = (limits.OutputBytes >> 20).ToString(CultureInfo.InvariantCulture) + " MiB",
            ["network"] = "none",
        };
    }
}
