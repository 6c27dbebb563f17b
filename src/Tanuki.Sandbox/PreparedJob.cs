using Tanuki.Sandbox.Processes;
using Tanuki.Sandbox.Profiles;
using Tanuki.Sandbox.Workspaces;

namespace Tanuki.Sandbox;

/// <summary>A job whose files lie on the host; disposing removes them.</summary>
internal sealed record PreparedJob(SandboxJob Job, Toolchain Toolchain, uint? Owner, JobFolder Folder) : IDisposable
{
    public LanguageProfile Profile => Toolchain.Profile;

    public IReadOnlyList<string> Command(SandboxPhase phase, GuestFolders folders) => phase == SandboxPhase.Compile
        ? Placeholders.Command(Profile.Compile!.Command, Toolchain, Job, folders)
        : [.. Placeholders.Command(Profile.Run, Toolchain, Job, folders), .. Job.Arguments];

    public SandboxLimits Limits(SandboxPhase phase) => phase == SandboxPhase.Compile ? Profile.Compile!.Limits : Job.Limits;

    public void Dispose() => Folder.Dispose();
}

/// <param name="Judge">Turns the program's end into its verdict.</param>
/// <param name="Resources">What lives as long as the program, e.g. its control group.</param>
internal sealed record LaunchedProgram(Supervisor Supervisor, Func<ProcessEnd, SandboxVerdict> Judge, IDisposable? Resources) : IDisposable
{
    public void Dispose() => Resources?.Dispose();
}
