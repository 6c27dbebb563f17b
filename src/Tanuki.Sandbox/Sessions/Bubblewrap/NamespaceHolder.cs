using System.ComponentModel;
using System.Globalization;
using System.Text;
using Tanuki.Sandbox.Processes;
using Tanuki.Sandbox.Workspaces;

namespace Tanuki.Sandbox.Sessions.Bubblewrap;

/// <summary>
/// A process that does nothing but keep a user and a mount namespace alive, and in it the file system that a session's files
/// lie in. Nothing of that is on the host's disks, and all of it is gone with the process, which ends when its input does.
/// It mounts; what is in the files it never looks at.
/// </summary>
internal sealed class NamespaceHolder : IAsyncDisposable
{
    // The name of the mount point is the script's first argument, the file system's options its second.
    private const string Script = """
        cd /
        fill() { mount -t tmpfs -o "$2" tmpfs "$1" && mkdir "$1/work"; }
        fill "$@" && echo ready || exit 1
        while read -r line; do
            umount -l "$1" && fill "$@" && echo ready || exit 1
        done
        """;

    /// <summary>The file system's root and the folder for the files.</summary>
    private const int OwnFiles = 2;

    private static readonly TimeSpan Forever = TimeSpan.FromDays(3650);

    private readonly Supervisor _process;
    private readonly StreamReader _answers;
    private Stream? _requests;

    private NamespaceHolder(Supervisor process, Holding tree)
    {
        _process = process;
        _answers = new StreamReader(process.Output, Encoding.ASCII);
        Tree = tree;
    }

    /// <exception cref="WorkspaceException">The process is gone, and its number may be another's.</exception>
    public int ProcessId => !_process.Completion.IsCompleted
        ? Tree.ProcessId
        : throw new WorkspaceException(WorkspaceFault.Unavailable, "The process that held the session's files is gone, and they with it.");

    /// <summary>Where the files lie for those who enter the namespaces.</summary>
    public static string Work => Path.Combine(JobFolder.Base, "work");

    private Holding Tree { get; }

    /// <exception cref="WorkspaceException">The kernel, or what guards it, does not let this user have such namespaces.</exception>
    public static async Task<NamespaceHolder> StartAsync(uint? owner, WorkspaceLimits limits, CancellationToken cancellationToken)
    {
        var options = string.Create(CultureInfo.InvariantCulture, $"size={limits.Bytes},nr_inodes={limits.Files + OwnFiles},mode=0700");
        IReadOnlyList<string> command =
        [
            .. owner is null ? Array.Empty<string>() : ["/usr/sbin/chroot", $"--userspec=+{owner}:+{owner}", "--groups=", "/"],
            "/usr/bin/unshare", "--user", "--map-root-user", "--mount", "--", "/bin/sh", "-c", Script, "workspace", JobFolder.Base, options,
        ];
        var tree = new Holding();
        var holder = new NamespaceHolder(
            Supervisor.Start(
                new ProcessPlan
                {
                    Program = command[0],
                    Arguments = [.. command.Skip(1)],
                    Environment = new Dictionary<string, string> { ["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin" },
                    WorkingDirectory = "/",
                    Interactive = true,
                    Time = Forever,
                    OutputBytes = int.MaxValue,
                    KeptOutputBytes = 2048,
                },
                tree),
            tree);
        try
        {
            holder._requests = new InputStream(await holder._process.Input);
            await holder.ReadyAsync(cancellationToken);
            return holder;
        }
        catch (Exception exception)
        {
            await holder.DisposeAsync();
            if (exception is not Win32Exception)
                throw;
            throw new WorkspaceException(WorkspaceFault.Unavailable, $"The session's namespaces cannot be made: {exception.Message}.", inner: exception);
        }
    }

    /// <summary>
    /// A new, empty file system in the place of the old one, however much was in that. Cannot be cancelled: an answer that
    /// nobody waited for would be taken for that to the next request.
    /// </summary>
    /// <exception cref="WorkspaceException">The process is gone, or may not mount.</exception>
    public async Task EmptyAsync()
    {
        try
        {
            await _requests!.WriteAsync("empty\n"u8.ToArray(), CancellationToken.None);
        }
        catch (IOException)
        {
            // Told by the answer that does not come.
        }

        await ReadyAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await ((Task)_process.Completion).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_requests is not null)
            await _requests.DisposeAsync();
        _answers.Dispose();
    }

    private async Task ReadyAsync(CancellationToken cancellationToken)
    {
        if (await _answers.ReadLineAsync(cancellationToken) == "ready")
            return;
        _process.Kill();
        var end = await _process.Completion;
        throw new WorkspaceException(
            WorkspaceFault.Unavailable, $"The session's file system cannot be mounted: {end.Stderr.Trim()}",
            "Sessions need unprivileged user namespaces, and `unshare`, `nsenter` and `mount` of util-linux.");
    }

    private sealed class Holding : ProcessTree
    {
        public int ProcessId { get; private set; }

        public override void Started(int pid) => ProcessId = pid;

        public override void Kill() => _ = Libc.kill(-ProcessId, Libc.SigKill);

        public override bool Finish()
        {
            Kill();
            return true;
        }
    }
}
