using Tanuki.Sandbox.Contract;

namespace Tanuki.Sandbox.Server.Serving;

/// <summary>Between the contract's words and the sandbox's.</summary>
internal static class JobMessages
{
    public const int MostJobBytes = 16 << 20;

    /// <summary>Of each stream; a verdict with as much invalid UTF-8 still fits into what clients accept.</summary>
    public const int MostKeptOutputBytes = 8 << 20;

    /// <exception cref="ArgumentException">It is larger than the server takes, or says something impossible.</exception>
    public static SandboxJob Job(Job? message)
    {
        if (message is null)
            throw new ArgumentException("There is no job.", nameof(message));
        if (message.CalculateSize() is var size and > MostJobBytes)
            throw new ArgumentException($"The job has {size} bytes; at most {MostJobBytes} are taken.", nameof(message));
        var limits = message.Limits ?? throw new ArgumentException("The job has no limits.", nameof(message));
        if (limits.KeptOutputBytes > MostKeptOutputBytes)
            throw new ArgumentException($"The job wants {limits.KeptOutputBytes} bytes of each stream kept; at most {MostKeptOutputBytes} are.", nameof(message));
        if (!double.IsFinite(limits.TimeSeconds) || Math.Abs(limits.TimeSeconds) > 1e6)
            throw new ArgumentException("The job's time is not a time.", nameof(message));
        return new SandboxJob
        {
            Language = message.Language,
            Files = [.. message.Files.Select(file => new SandboxFile(file.Path, file.Content.Memory))],
            Arguments = [.. message.Arguments],
            StandardInput = message.StandardInput.Memory,
            Limits = new SandboxLimits
            {
                Time = TimeSpan.FromSeconds(limits.TimeSeconds),
                MemoryMebibytes = limits.MemoryMebibytes,
                Processes = limits.Processes,
                DiskMebibytes = limits.DiskMebibytes,
                OutputBytes = limits.OutputBytes,
                KeptOutputBytes = limits.KeptOutputBytes,
            },
        };
    }

    public static Verdict Of(SandboxVerdict verdict)
    {
        // The contract's enumerations are the sandbox's with one value more in front.
        var message = new Verdict
        {
            Outcome = (Outcome)(verdict.Outcome + 1),
            Phase = (Phase)(verdict.Phase + 1),
            Stdout = verdict.Stdout,
            Stderr = verdict.Stderr,
            OmittedBytes = verdict.OmittedBytes,
            CpuMs = verdict.CpuMs,
            PeakMemoryBytes = verdict.PeakMemoryBytes,
            WallMs = verdict.WallMs,
        };
        if (verdict.ExitCode is { } code)
            message.ExitCode = code;
        if (verdict.Signal is { } signal)
            message.Signal = signal;
        message.NotEnforced.AddRange(verdict.NotEnforced);
        return message;
    }
}
