using System.Globalization;
using Docker.DotNet.Models;
using Tanuki.Sandbox.Profiles;

namespace Tanuki.Sandbox.Docker.Containers;

/// <summary>What a container may do and see: everything that is fixed when it is created.</summary>
internal static class ContainerOptions
{
    private const int KeeperUser = 64_999;
    private const int FirstGuestUser = 65_000;
    private const int GuestUsers = 500;
    private const int KeeperProcesses = 1;
    private const long Cores = 2;

    private static int _nextUser = Environment.ProcessId;

    // Docker's own defaults, and what else tells about the machine. The control groups stay visible: the keeper reads them.
    private static readonly string[] Masked =
    [
        "/proc/acpi", "/proc/asound", "/proc/interrupts", "/proc/kcore", "/proc/keys", "/proc/latency_stats", "/proc/sched_debug",
        "/proc/scsi", "/proc/timer_list", "/proc/timer_stats", "/sys/block", "/sys/bus", "/sys/class", "/sys/dev", "/sys/devices",
        "/sys/firmware", "/sys/hypervisor", "/sys/kernel", "/sys/module", "/sys/power", "/etc/resolv.conf", "/etc/hosts",
    ];

    private static readonly string[] ReadOnly = ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"];

    /// <summary>
    /// A user for one container's program: the kernel's quotas per user (pipes, keys, watches) are not shared between runs.
    /// </summary>
    public static string NextGuest() => User(FirstGuestUser + (int)((uint)Interlocked.Increment(ref _nextUser) % GuestUsers));

    public static CreateContainerParameters Create(ContainerShape shape, string keeper, DockerHost host)
    {
        var memory = (long)shape.MemoryMebibytes << 20;
        return new CreateContainerParameters
        {
            Image = shape.Image,
            Cmd = ["/usr/bin/bash", "-c", keeper, "keeper", GuestFolders.Private.Work, "/tmp", .. shape.Compiles ? new[] { GuestFolders.Private.Build } : []],
            Entrypoint = [],
            Env = ["PATH=/usr/bin"],
            User = User(KeeperUser),
            WorkingDir = "/",
            Hostname = "sandbox",
            Labels = host.Labels,
            OpenStdin = true,
            StdinOnce = true,
            AttachStdin = true,
            AttachStdout = true,
            AttachStderr = true,
            NetworkDisabled = true,
            HostConfig = new HostConfig
            {
                // The keeper ends when its owner goes away, and the container goes with it.
                AutoRemove = true,
                Runtime = host.Runtime,
                NetworkMode = "none",
                IpcMode = "private",
                CapDrop = ["ALL"],
                SecurityOpt = ["no-new-privileges:true", "seccomp=" + (shape.Debug ? SeccompProfile.JsonForDebuggers : SeccompProfile.Json)],
                ReadonlyRootfs = true,
                MaskedPaths = Masked,
                ReadonlyPaths = ReadOnly,
                LogConfig = new LogConfig { Type = "none" },
                Memory = memory,
                MemorySwap = memory,
                NanoCPUs = Math.Min(Cores, host.Processors) * 1_000_000_000,
                PidsLimit = shape.Processes + KeeperProcesses,
                ShmSize = (long)shape.DiskMebibytes << 20,
                // The kernel hands a core dump to a program of the host, where one is set, unless the limit is exactly 1.
                Ulimits = [Limit("core", 1), Limit("nofile", 1024)],
                Tmpfs = Folders(shape),
            },
        };
    }

    private static Dictionary<string, string> Folders(ContainerShape shape)
    {
        var folders = GuestFolders.Private;
        var mounts = new Dictionary<string, string>
        {
            // The program adds to these; what the keeper put there stays the keeper's.
            [folders.Work] = Options(shape.WorkMebibytes, "1777", shape.WorkFiles),
            ["/tmp"] = Options(shape.DiskMebibytes, "1777"),
        };
        if (shape.BuildMebibytes > 0)
        {
            mounts[folders.Build] = Options(shape.BuildMebibytes, shape.Compiles ? "1777" : "0755");
            mounts[folders.Generated] = Options(1, "0755");
        }

        return mounts;
    }

    private static string Options(int mebibytes, string mode, int files = ContainerShape.Files) => string.Create(
        CultureInfo.InvariantCulture, $"rw,exec,nosuid,nodev,size={mebibytes}m,nr_inodes={files},uid={KeeperUser},gid={KeeperUser},mode={mode}");

    private static string User(int number) => string.Create(CultureInfo.InvariantCulture, $"{number}:{number}");

    private static Ulimit Limit(string name, long value) => new() { Name = name, Soft = value, Hard = value };
}
