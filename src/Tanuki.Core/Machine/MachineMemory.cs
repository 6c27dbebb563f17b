namespace Tanuki.Core.Machine;

/// <summary>What this process and those that share its limits may take of memory, in bytes.</summary>
/// <param name="Limit">The machine's memory, or the least that a control group above this process allows.</param>
/// <param name="Available">What could be taken now without swapping: page cache that nobody has used lately counts as free.</param>
/// <param name="Pressure">Share of the last ten seconds in which somebody on the machine waited for memory, 0 to 1; 0 where the kernel does not say.</param>
public sealed record MachineMemory(long Limit, long Available, double Pressure)
{
    public static MachineMemory Read() => Read("/");

    /// <param name="root">Where <c>proc</c> and <c>sys</c> are.</param>
    internal static MachineMemory Read(string root)
    {
        var (limit, available) = OfMachine(ProcText.Fields(Path.Combine(root, "proc/meminfo")));
        foreach (var group in ControlGroup.OfThisProcess(root))
        {
            limit = Math.Min(limit, group.Limit);
            available = Math.Min(available, Math.Max(0, group.Limit - group.Used));
        }
        return new MachineMemory(limit, available, ProcText.Pressure(Path.Combine(root, "proc/pressure/memory")));
    }

    private static (long Limit, long Available) OfMachine(IReadOnlyDictionary<string, long> fields)
    {
        const long kibibyte = 1024;
        if (fields.TryGetValue("MemTotal", out var total) && fields.TryGetValue("MemAvailable", out var available))
            return (kibibyte * total, kibibyte * available);
        // Not Linux; .NET knows less, but something.
        var memory = GC.GetGCMemoryInfo();
        return (memory.TotalAvailableMemoryBytes, Math.Max(0, memory.TotalAvailableMemoryBytes - memory.MemoryLoadBytes));
    }
}
