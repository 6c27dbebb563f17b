using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Tanuki.Sandbox.Cgroups;
using Tanuki.Sandbox.Processes;
using Tanuki.Sandbox.Profiles;
using Tanuki.Sandbox.Sessions;
using Tanuki.Sandbox.Sessions.Bubblewrap;
using Tanuki.Sandbox.Workspaces;

namespace Tanuki.Sandbox.Bubblewrap;

/// <summary>
/// Unprivileged namespaces through <c>bwrap</c>, a seccomp filter, and control groups where this user may create them,
/// else resource limits and a watching eye.
/// </summary>
internal sealed class BubblewrapSandbox : LocalSandbox, ISandboxSessions
{
    private const int ArgumentsFd = 3, SeccompFd = 4, StatusFd = 5, GateFd = 6;

    // bwrap itself and the namespace's first process are in the group too.
    private const int OwnProcesses = 2;
    private const uint FirstGuestUser = 65_000;
    private const uint GuestUsers = 500;

    private static uint _nextUser = (uint)Environment.ProcessId;

    private readonly string _bwrap;
    private readonly CgroupHost? _cgroups;
    private readonly byte[] _seccomp;

    public BubblewrapSandbox(string bwrap, CgroupHost? cgroups, byte[] seccomp)
    {
        Libc.AdoptOrphans();
        _bwrap = bwrap;
        _cgroups = cgroups;
        _seccomp = seccomp;
        Description = new SandboxDescription("bubblewrap", cgroups is not null ? [] :
        [
            "memory: no control group may be created here; the tree is measured every 20 ms and killed when above its limit, and files in its private file systems are not counted",
            "peak memory is sampled every 20 ms",
            "number of files in the private file systems",
            "the kernel's own memory for a program: buffers of sockets and pipes, locks",
        ]);
    }

    public override SandboxDescription Description { get; }

    public override async ValueTask DisposeAsync()
    {
        // What is left is waiting for the kernel to finish with processes that have been killed.
        for (var attempt = 0; attempt < 50 && _cgroups?.RemoveLeftovers() == false; attempt++)
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        await base.DisposeAsync();
    }

    public Task<ISandboxSession> OpenSessionAsync(WorkspaceSnapshot start, SessionOptions options, CancellationToken cancellationToken) =>
        SandboxSession.OpenAsync(
            start, options, paths => BubblewrapWorkspace.CreateAsync(this, NextOwner(), options, paths, cancellationToken), cancellationToken);

    /// <summary>
    /// As root every run gets a user of its own that owns nothing else: root's files stay closed to it, and the kernel's
    /// quotas per user (pipes, keys, watches) are not shared between runs.
    /// </summary>
    protected override uint? NextOwner() =>
        Libc.geteuid() == 0 ? FirstGuestUser + Interlocked.Increment(ref _nextUser) % GuestUsers : null;

    internal override LaunchedProgram Launch(PreparedJob job, SandboxPhase phase, bool interactive)
    {
        var limits = job.Limits(phase);
        return Launch(
            new BubblewrapPlan
            {
                Command = job.Command(phase, GuestFolders.Private),
                Options =
                [
                    .. BubblewrapMounts.Options(job, phase, limits),
                    .. BubblewrapPlan.Variables(GuestFolders.Private.Work, job.Profile.Environment),
                ],
                Limits = limits,
                Owner = job.Owner,
                LimitsAddressSpace = job.Profile.ToleratesAddressSpaceLimit,
                StandardInput = phase == SandboxPhase.Run && !interactive ? job.Job.StandardInput : default,
                Interactive = interactive,
            },
            phase);
    }

    internal LaunchedProgram Launch(BubblewrapPlan launched, SandboxPhase phase)
    {
        var limits = launched.Limits;
        var cgroup = _cgroups?.Create(limits.MemoryMebibytes, limits.Processes + OwnProcesses);
        try
        {
            var (statusEnd, statusChild) = Libc.Pipe(parentReads: true);
            var gate = new BubblewrapGate(limits);
            var tree = new BubblewrapTree(statusEnd, gate, cgroup, (long)limits.MemoryMebibytes << 20);
            var plan = new ProcessPlan
            {
                Program = "/bin/sh",
                Arguments = ["-c", Script(launched.Owner, cgroup), "sandbox", .. Enter(launched.Namespace), _bwrap, .. Guest(launched)],

                // The namespace's first process shows its initial environment to the program, and shells put the working
                // directory there.
                Environment = new Dictionary<string, string>(),
                WorkingDirectory = "/",
                Descriptors =
                [
                    (ArgumentsFd, Options(launched)),
                    (SeccompFd, Libc.MemoryFile("seccomp", launched.Debug ? SeccompFilter.ForDebuggers(memoryIsCounted: _cgroups is not null) : _seccomp)),
                    (StatusFd, statusChild),
                    (GateFd, gate.ForChild),
                ],
                StandardInput = launched.StandardInput,
                Interactive = launched.Interactive,
                Output = launched.Output,
                Time = limits.Time,
                OutputBytes = limits.OutputBytes,
                KeptOutputBytes = limits.KeptOutputBytes,
            };
            return new LaunchedProgram(Supervisor.Start(plan, tree), end => Judge(end, tree, phase), tree);
        }
        catch
        {
            cgroup?.Dispose();
            throw;
        }
    }

    private SandboxVerdict Judge(ProcessEnd end, BubblewrapTree tree, SandboxPhase phase)
    {
        if (tree.ExitStatus is not { } status)
        {
            return end.Stopped == StopReason.None && !tree.Report.OutOfMemory
                ? Verdicts.Failure(phase, $"bwrap could not start the program: {end.Stderr.Trim()}", Description.NotEnforced)
                : Verdicts.Of(end, phase, null, Libc.SigKill, tree.Report, Description.NotEnforced);
        }

        var signal = status is > 128 and <= 128 + 64 ? status - 128 : (int?)null;
        return Verdicts.Of(end, phase, signal is null ? status : null, signal, tree.Report, Description.NotEnforced);
    }

    /// <summary>Runs outside: waits for the limits, joins the control group, changes the user, becomes bwrap.</summary>
    private static string Script(uint? user, Cgroup? cgroup)
    {
        var script = new StringBuilder();
        script.Append(CultureInfo.InvariantCulture, $"read go <&{GateFd}");
        foreach (var file in cgroup?.JoinFiles ?? [])
            script.Append(CultureInfo.InvariantCulture, $" && echo 0 > '{file}'");

        // Of the usual programs that change the user, chroot starts the fastest by far.
        var change = user is null ? "" : string.Create(CultureInfo.InvariantCulture, $" /usr/sbin/chroot --userspec=+{user}:+{user} --groups= /");
        return script.Append(CultureInfo.InvariantCulture, $" && exec{change} \"$@\" {GateFd}<&-").ToString();
    }

    /// <summary>For what is to start where another process's mounts are.</summary>
    private static IEnumerable<string> Enter(int? process) => process is null
        ? []
        : ["/usr/bin/nsenter", $"--target={process}", "--user", "--mount", "--preserve-credentials", "--"];

    /// <summary>bwrap's short command line and, behind it, the program's.</summary>
    private IReadOnlyList<string> Guest(BubblewrapPlan plan)
    {
        var memory = (long)plan.Limits.MemoryMebibytes << 20;
        return
        [
            .. BubblewrapOrphans.Mark(LiveName.Next()), "--args", $"{ArgumentsFd}", "--",

            // Counted per user namespace, so this must be set inside.
            .. _cgroups is not null ? Array.Empty<string>()
                : ["/usr/bin/prlimit", $"--nproc={plan.Limits.Processes + OwnProcesses}", .. plan.LimitsAddressSpace ? [$"--as={2 * memory + (1L << 30)}"] : Array.Empty<string>(), "--"],
            .. plan.Command,
        ];
    }

    private static SafeFileHandle Options(BubblewrapPlan plan)
    {
        IEnumerable<string> options =
        [
            "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--uid", "1000", "--gid", "1000", "--hostname", "sandbox",
            "--seccomp", $"{SeccompFd}", "--json-status-fd", $"{StatusFd}",
            .. plan.Options,
        ];
        return Libc.MemoryFile("arguments", Encoding.UTF8.GetBytes(string.Concat(options.Select(option => option + '\0'))));
    }
}
