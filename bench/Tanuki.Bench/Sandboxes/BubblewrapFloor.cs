using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Tanuki.Core;
using Tanuki.Sandbox;
using Tanuki.Sandbox.Bubblewrap;
using Tanuki.Sandbox.Processes;
using Tanuki.Sandbox.Profiles;
using Tanuki.Sandbox.Workspaces;

namespace Tanuki.Bench.Sandboxes;

/// <summary>bwrap with the driver's mounts and namespaces, its files in place already; no limits, no filter, no report.</summary>
internal sealed class BubblewrapFloor : IBareFloor
{
    private const string Bwrap = "/usr/bin/bwrap";
    private readonly PreparedJob _job;
    private readonly IReadOnlyList<string> _arguments;
    private readonly Dictionary<string, string> _environment;

    private BubblewrapFloor(PreparedJob job)
    {
        _job = job;
        _environment = new Dictionary<string, string>(job.Profile.Environment) { ["PATH"] = "/usr/bin:/bin", ["LANG"] = "C.UTF-8" };
        _arguments =
        [
            "--unshare-all", "--die-with-parent", "--new-session", "--uid", "1000", "--gid", "1000", "--hostname", "sandbox",
            .. BubblewrapMounts.Options(job, SandboxPhase.Run, job.Job.Limits), "--", .. job.Command(SandboxPhase.Run, GuestFolders.Private),
        ];
    }

    public static async Task<BubblewrapFloor> OpenAsync(SandboxJob job, CancellationToken cancellationToken)
    {
        var toolchain = await ToolchainProbe.FindAsync(job.Language, cancellationToken);
        return toolchain is { Present: true }
            ? new BubblewrapFloor(new PreparedJob(job, toolchain, null, JobFolder.Create(job, generated: null, owner: null)))
            : throw new TanukiException($"{job.Language} cannot run here.");
    }

    /// <summary>On one thread, since bwrap is to die with the one that spawned it.</summary>
    public Task<string> RunAsync(CancellationToken cancellationToken) => Task.Run(Run, cancellationToken);

    public ValueTask DisposeAsync()
    {
        _job.Dispose();
        return ValueTask.CompletedTask;
    }

    private string Run()
    {
        var (reading, writing) = Libc.Pipe(parentReads: true);
        using var output = reading;
        int pid;
        using (writing)
        using (var none = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
            pid = Spawner.Spawn(Bwrap, _arguments, _environment, [(0, none), (1, writing), (2, none)]);
        var text = ReadAll(output);
        Libc.Reap(pid, wait: true, out _, out _);
        return text;
    }

    private static string ReadAll(SafeFileHandle output)
    {
        var chunk = new byte[4096];
        var text = new StringBuilder();
        var polled = new Libc.PollFd[1];
        while (true)
        {
            polled[0] = new Libc.PollFd { Fd = (int)output.DangerousGetHandle(), Events = Libc.PollIn };
            _ = Libc.poll(polled, 1, -1);
            var count = (int)Libc.read(output, chunk, chunk.Length);
            if (count == 0)
                return text.ToString();
            if (count > 0)
                text.Append(Encoding.UTF8.GetString(chunk, 0, count));
            else if (Marshal.GetLastPInvokeError() is not (Libc.ErrorIntr or Libc.ErrorAgain))
                throw new TanukiException("bwrap's output could not be read.");
        }
    }
}
