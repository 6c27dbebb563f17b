using Google.Protobuf;
using Tanuki.Sandbox.Contract;

namespace Tanuki.Sandbox.Remote;

/// <summary>Between this room's words and the contract's.</summary>
internal static class JobMessages
{
    public static Job Of(SandboxJob job, bool interactive)
    {
        var message = new Job
        {
            Language = job.Language,
            StandardInput = interactive ? ByteString.Empty : UnsafeByteOperations.UnsafeWrap(job.StandardInput),
            Limits = new JobLimits
            {
                TimeSeconds = job.Limits.Time.TotalSeconds,
                MemoryMebibytes = job.Limits.MemoryMebibytes,
                Processes = job.Limits.Processes,
                DiskMebibytes = job.Limits.DiskMebibytes,
                OutputBytes = job.Limits.OutputBytes,
                KeptOutputBytes = job.Limits.KeptOutputBytes,
            },
        };
        message.Files.AddRange(job.Files.Select(file => new JobFile { Path = file.Path, Content = UnsafeByteOperations.UnsafeWrap(file.Content) }));
        message.Arguments.AddRange(job.Arguments);
        return message;
    }

    /// <exception cref="RemoteFailure">It says something that this client does not know.</exception>
    public static SandboxVerdict Verdict(Verdict message)
    {
        // The contract's enumerations are this room's with one value more in front.
        var (outcome, phase) = ((SandboxOutcome)(message.Outcome - 1), (SandboxPhase)(message.Phase - 1));
        if (!Enum.IsDefined(outcome) || !Enum.IsDefined(phase))
            throw new RemoteFailure("the sandbox server speaks of an outcome that this version does not know");
        if (!double.IsFinite(message.CpuMs) || !double.IsFinite(message.WallMs))
            throw new RemoteFailure("the sandbox server speaks of a time that is none");
        return new SandboxVerdict(
            outcome, phase, message.HasExitCode ? message.ExitCode : null, message.HasSignal ? message.Signal : null, message.Stdout, message.Stderr,
            message.OmittedBytes, message.CpuMs, message.PeakMemoryBytes, message.WallMs, [.. message.NotEnforced]);
    }
}
