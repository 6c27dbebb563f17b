using System.Text;
using Tanuki.Core;
using Tanuki.Sandbox.Processes;
using Tanuki.Sandbox.Profiles;
using Tanuki.Sandbox.Sessions;

namespace Tanuki.Sandbox.Workspaces;

/// <summary>A job's files on the host, in a folder that only its owner and the sandbox's user can enter.</summary>
internal sealed class JobFolder : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Traversable = Private | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const int MaximalFiles = 256;
    private const int MaximalBuildFiles = 65_536;

    // Of the kernel's file systems.
    private const int MaximalNameBytes = 255;

    private JobFolder(string path) => Path = path;

    public string Path { get; }

    public string Sources => System.IO.Path.Combine(Path, "work");

    public string Build => System.IO.Path.Combine(Path, "build");

    public string Generated => System.IO.Path.Combine(Path, "generated");

    /// <summary>Where the folders of this user's jobs lie. Root's are outside its home, which the sandbox's user cannot enter.</summary>
    public static string Base
    {
        get
        {
            var path = Libc.geteuid() == 0 ? "/run/tanuki-sandbox" : System.IO.Path.Combine(TanukiPaths.RuntimeDirectory, "sandbox");
            if (!Directory.Exists(path))
            {
                Directory.CreateDirectory(path);
                File.SetUnixFileMode(path, Traversable);
            }

            return path;
        }
    }

    /// <param name="generated">Files for the compiler, by name.</param>
    /// <param name="owner">The user and group that everything is given to; null for the current one.</param>
    /// <exception cref="ArgumentException">See <see cref="CheckFiles"/>.</exception>
    public static JobFolder Create(SandboxJob job, IReadOnlyDictionary<string, string>? generated, uint? owner)
    {
        CheckFiles(job);
        var folder = new JobFolder(System.IO.Path.Combine(Base, LiveName.Next()));
        try
        {
            Directory.CreateDirectory(folder.Path, Private);
            Directory.CreateDirectory(folder.Sources, Private);
            Directory.CreateDirectory(folder.Build, Private);
            foreach (var file in job.Files)
                Write(System.IO.Path.Combine(folder.Sources, file.Path), file.Content.Span);
            foreach (var (name, content) in generated ?? new Dictionary<string, string>())
                Write(System.IO.Path.Combine(folder.Generated, name), Encoding.UTF8.GetBytes(Placeholders.Generated(content)));
            if (owner is { } user)
            {
                foreach (var path in Directory.EnumerateFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories).Append(folder.Path))
                    Libc.Check(Libc.lchown(path, user, user), "lchown");
            }

            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <exception cref="ArgumentException">A file's path leaves the folder or is another one's too, or there are too many files.</exception>
    public static void CheckFiles(SandboxJob job)
    {
        if (job.Files.Count is 0 or > MaximalFiles)
            throw new ArgumentException($"A job has 1 to {MaximalFiles} files, not {job.Files.Count}.", nameof(job));
        foreach (var file in job.Files)
            CheckRelative(file.Path);
        var paths = job.Files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        if (paths.Count < job.Files.Count || paths.Any(path => WorkspacePath.Parents(path).Any(paths.Contains)))
            throw new ArgumentException("Two of a job's files have the same path, or one lies below the other.", nameof(job));
    }

    /// <summary>Links are not followed: the program may have made them.</summary>
    public bool BuildIsLargerThan(long bytes)
    {
        try
        {
            var (size, count) = (0L, 0);
            var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false, AttributesToSkip = FileAttributes.ReparsePoint };
            foreach (var entry in new DirectoryInfo(Build).EnumerateFileSystemInfos("*", options))
            {
                size += entry is FileInfo file ? file.Length : 0;
                if (size > bytes || ++count > MaximalBuildFiles)
                    return true;
            }

            return false;
        }
        catch (Exception exception) when (IsUnreachable(exception))
        {
            // Deeper than a path can name, or closed to its owner: no compiler's work.
            return true;
        }
    }

    public void Dispose() => Delete(Path);

    /// <summary>Removes what processes that were killed left behind.</summary>
    public static void RemoveOrphans()
    {
        foreach (var path in Directory.EnumerateDirectories(Base).Where(path => LiveName.IsOrphan(System.IO.Path.GetFileName(path))))
            Delete(path);
    }

    private static void Delete(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception exception) when (IsUnreachable(exception))
        {
            // A program may have nested folders deeper than a path can name, or closed them to their owner. What even this leaves
            // is found by its name at the next start.
            if (Directory.Exists(path))
                RemoveStepByStep(path);
        }
    }

    /// <summary>.NET takes what the kernel says of a path that is too long for an argument of its own.</summary>
    private static bool IsUnreachable(Exception exception) => exception is IOException or UnauthorizedAccessException or ArgumentException;

    private static void RemoveStepByStep(string path)
    {
        using var none = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var pid = Spawner.Spawn(
            "/bin/sh", ["-c", "chmod -R u+rwx -- \"$1\"; exec rm -rf -- \"$1\"", "remove", path],
            new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" }, [(0, none), (1, none), (2, none)]);
        Libc.Reap(pid, wait: true, out _, out _);
    }

    private static void Write(string path, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        file.Write(content);
    }

    private static void CheckRelative(string path)
    {
        var parts = path.Split('/');
        if (path.Length is 0 or > 512 || path.Contains('\0') || parts.Length > 16 || parts.Any(part => part is "" or "." or ".." || Encoding.UTF8.GetByteCount(part) > MaximalNameBytes))
            throw new ArgumentException($"'{path.Replace('\0', '?')}' is not a path inside the work folder.", nameof(path));
    }
}
