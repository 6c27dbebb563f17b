using Tanuki.Sandbox.Profiles;

namespace Tanuki.Sandbox.Bubblewrap;

/// <summary>What a program sees of the file system, as bwrap's options.</summary>
internal static class BubblewrapMounts
{
    private static readonly string[] System =
        ["/usr/bin", "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/libx32", "/etc/ld.so.cache", "/etc/alternatives"];

    private static readonly string[] TopLevel = ["/bin", "/lib", "/lib32", "/lib64", "/libx32"];

    private static readonly Lazy<IReadOnlyList<string>> SystemOptions = new(() =>
    [
        .. System.Where(Path.Exists).SelectMany(ReadOnly),
        .. TopLevel.Where(Path.Exists).SelectMany(path => File.ResolveLinkTarget(path, returnFinalTarget: false) is null
            ? ReadOnly(path)
            : ["--symlink", new FileInfo(path).LinkTarget!, path]),
    ]);

    public static IEnumerable<string> Options(PreparedJob job, SandboxPhase phase, SandboxLimits limits)
    {
        var folders = GuestFolders.Private;
        return
        [
            .. Machine([job.Profile], compilers: phase == SandboxPhase.Compile),
            .. Private(limits),
            "--size", Size(limits), "--tmpfs", folders.Work,
            .. job.Job.Files.SelectMany(file => new[] { "--ro-bind", $"{job.Folder.Sources}/{file.Path}", $"{folders.Work}/{file.Path}" }),
            .. Directory.Exists(job.Folder.Generated) ? ["--ro-bind", job.Folder.Generated, folders.Generated] : Array.Empty<string>(),
            .. job.Profile.Compile is null ? Array.Empty<string>()
                : [phase == SandboxPhase.Compile ? "--bind" : "--ro-bind", job.Folder.Build, folders.Build],
            "--remount-ro", "/",
            "--chdir", folders.Work,
        ];
    }

    /// <summary>The system's programs and libraries and what the languages need besides, read-only.</summary>
    public static IEnumerable<string> Machine(IEnumerable<LanguageProfile> profiles, bool compilers) =>
    [
        .. SystemOptions.Value,
        .. compilers && Path.Exists("/usr/libexec") ? ReadOnly("/usr/libexec") : [],
        .. profiles.SelectMany(profile => profile.Mounts).Select(Placeholders.Machine).SelectMany(MachinePaths.Expand).Distinct(StringComparer.Ordinal).SelectMany(ReadOnly),
    ];

    /// <summary>Processes, devices and room to write of the program's own.</summary>
    public static IEnumerable<string> Private(SandboxLimits limits) =>
    [
        "--proc", "/proc",

        // bwrap's own /dev and / are tmpfs without a size: they are made read-only once their content is there.
        "--dev", "/dev", "--size", Size(limits), "--tmpfs", "/dev/shm", "--remount-ro", "/dev",
        "--size", Size(limits), "--tmpfs", "/tmp",
    ];

    public static IEnumerable<string> ReadOnly(string path) => ["--ro-bind", path, path];

    private static string Size(SandboxLimits limits) =>
        ((long)limits.DiskMebibytes << 20).ToString(global::System.Globalization.CultureInfo.InvariantCulture);
}
