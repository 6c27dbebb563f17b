using Tanuki.Sandbox.Processes;
using Tanuki.Sandbox.Profiles;

namespace Tanuki.Sandbox.Unsafe;

/// <summary>
/// Runs programs with the caller's own rights. This is not a sandbox: it exists for <c>--unsafe-no-sandbox</c> and for
/// proving that the attacks in the tests work where nothing stops them.
/// </summary>
internal sealed class NoSandbox : LocalSandbox
{
    public override SandboxDescription Description { get; } = new("none",
    [
        "isolation: the program sees and changes everything that the user can",
        "network",
        "memory",
        "number of processes; processes that leave their session outlive the run",
        "file size and disk space",
        "CPU time and peak memory cover the processes that the program waited for",
    ]);

    protected override uint? NextOwner() => null;

    internal override LaunchedProgram Launch(PreparedJob job, SandboxPhase phase, bool interactive)
    {
        var folders = new GuestFolders(job.Folder.Sources, job.Folder.Build, job.Folder.Generated);
        var command = job.Command(phase, folders);
        var limits = job.Limits(phase);
        var plan = new ProcessPlan
        {
            Program = command[0],
            Arguments = [.. command.Skip(1)],
            Environment = new Dictionary<string, string>(job.Profile.Environment)
            {
                ["PATH"] = "/usr/bin:/bin",
                ["HOME"] = folders.Work,
                ["LANG"] = "C.UTF-8",
                ["TMPDIR"] = "/tmp",
            },
            WorkingDirectory = folders.Work,
            StandardInput = phase == SandboxPhase.Run && !interactive ? job.Job.StandardInput : default,
            Interactive = interactive,
            Time = limits.Time,
            OutputBytes = limits.OutputBytes,
            KeptOutputBytes = limits.KeptOutputBytes,
        };
        return new LaunchedProgram(Supervisor.Start(plan, new SessionTree()), end => Judge(end, phase), null);
    }

    private SandboxVerdict Judge(ProcessEnd end, SandboxPhase phase) => Verdicts.Of(
        end, phase, end.ExitCode, end.Signal,
        new ResourceReport(
            end.Usage.User.Milliseconds + end.Usage.System.Milliseconds, end.Usage.MaxRssKibibytes * 1024, OutOfMemory: false, ProcessLimit: false),
        Description.NotEnforced);
}
