namespace Tanuki.Sandbox.Processes;

/// <summary>What the operating system counted for one program.</summary>
/// <param name="OutOfMemory">The kernel or the supervisor killed for memory.</param>
/// <param name="ProcessLimit">The program was refused a process or thread.</param>
internal sealed record ResourceReport(double CpuMs, long PeakMemoryBytes, bool OutOfMemory, bool ProcessLimit);

internal static class Verdicts
{
    private static readonly string[] DiskMessages =
        ["No space left on device", "File too large", "File size limit exceeded", "ENOSPC", "EFBIG", "database or disk is full"];

    public static SandboxVerdict Failure(SandboxPhase phase, string reason, IReadOnlyList<string> notEnforced) =>
        new(SandboxOutcome.SandboxFailure, phase, null, null, "", reason, 0, 0, 0, 0, notEnforced);

    public static SandboxVerdict Of(
        ProcessEnd end, SandboxPhase phase, int? exitCode, int? signal, ResourceReport resources, IReadOnlyList<string> notEnforced)
    {
        var outcome = Outcome(end, exitCode, signal, resources);
        return new SandboxVerdict(
            outcome, phase, exitCode, signal, end.Stdout, end.Stderr, end.OmittedBytes,
            Math.Round(resources.CpuMs, 3), resources.PeakMemoryBytes, Math.Round(end.WallMs, 3), notEnforced);
    }

    private static SandboxOutcome Outcome(ProcessEnd end, int? exitCode, int? signal, ResourceReport resources)
    {
        if (!end.Gone)
            return SandboxOutcome.SandboxFailure;
        var stopped = end.Stopped switch
        {
            StopReason.Time => SandboxOutcome.TimedOut,
            StopReason.Output => SandboxOutcome.OutputLimit,
            StopReason.Memory => SandboxOutcome.OutOfMemory,
            StopReason.Request => SandboxOutcome.Killed,
            _ => (SandboxOutcome?)null,
        };
        if (stopped is { } reason)
            return reason;
        if (exitCode == 0)
            return SandboxOutcome.Ok;
        if (resources.OutOfMemory)
            return SandboxOutcome.OutOfMemory;
        if (resources.ProcessLimit)
            return SandboxOutcome.ProcessLimit;

        // A full file system shows only in what the program says about it; a program that lies here gains nothing, since
        // either outcome is a failure.
        return signal == Libc.SigXfsz || DiskMessages.Any(message => end.Stderr.Contains(message, StringComparison.Ordinal))
            ? SandboxOutcome.DiskLimit
            : SandboxOutcome.Failed;
    }
}
