namespace Tanuki.Sandbox.Sessions;

internal static class WorkspaceVerdicts
{
    /// <summary>The verdict of a command whose changes could not be kept: too much of them is the command's fault, all else is not.</summary>
    public static SandboxVerdict Lost(SandboxVerdict verdict, WorkspaceException reason)
    {
        var outcome = reason.Fault is WorkspaceFault.TooLarge or WorkspaceFault.TooMany ? SandboxOutcome.DiskLimit : SandboxOutcome.SandboxFailure;
        return verdict with
        {
            // What ended a command tells more than what became of its files.
            Outcome = verdict.Outcome is SandboxOutcome.Ok or SandboxOutcome.Failed ? outcome : verdict.Outcome,
            Stderr = $"{verdict.Stderr}\n[the workspace is as it was before this command: {reason.Message}]\n",
        };
    }
}
