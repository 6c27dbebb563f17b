namespace Tanuki.Sandbox.Tests.Hostile;

internal sealed record ScenarioLimits(
    double TimeSeconds = 10, int MemoryMebibytes = 256, int Processes = 64, int DiskMebibytes = 64, int OutputBytes = 4 << 20, int KeptOutputBytes = 64 << 10)
{
    public SandboxLimits ToLimits() => new()
    {
        Time = TimeSpan.FromSeconds(TimeSeconds),
        MemoryMebibytes = MemoryMebibytes,
        Processes = Processes,
        DiskMebibytes = DiskMebibytes,
        OutputBytes = OutputBytes,
        KeptOutputBytes = KeptOutputBytes,
    };
}
