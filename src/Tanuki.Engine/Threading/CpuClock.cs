namespace Tanuki.Engine.Threading;

/// <summary>Processor time so far, in seconds, on the processors that this process may use.</summary>
internal sealed class CpuClock
{
    private readonly IReadOnlySet<int> _allowed = CpuTimes.ParseAllowed(File.ReadAllText("/proc/self/status"));

    /// <returns>That of everybody, and that of this process.</returns>
    public (double Busy, double Own) Read() =>
        (CpuTimes.Parse(File.ReadAllText("/proc/stat"), _allowed).Busy, Environment.CpuUsage.TotalTime.TotalSeconds);
}
