namespace Tanuki.Sandbox.Server.Jobs;

/// <summary>Verdicts of jobs that the server, and not the program, brought to an end.</summary>
internal static class Failures
{
    public const string ShutDown = "the sandbox server was shut down";

    public static SandboxVerdict Of(string reason) =>
        new(SandboxOutcome.SandboxFailure, SandboxPhase.Run, null, null, "", reason, 0, 0, 0, 0, []);
}
