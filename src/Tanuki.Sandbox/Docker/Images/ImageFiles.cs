using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tanuki.Sandbox.Profiles;

namespace Tanuki.Sandbox.Docker.Images;

/// <summary>One file or link, at the same path on this machine and in the image.</summary>
/// <param name="Target">Where a symbolic link points; null for a file.</param>
internal sealed record ImageFile(string Path, string? Target, UnixFileMode Mode, long Size, DateTime ModifiedUtc);

/// <summary>
/// What an image for one language holds: the toolchain of this machine with everything that it depends on and a shell's
/// usual tools, from the folders that bubblewrap shows too, and nothing else.
/// </summary>
internal static class ImageFiles
{
    // A new number makes every machine build its images again.
    private const int Recipe = 1;

    private static readonly string[] Tools =
        ["bash", "dash", "coreutils", "tar", "util-linux", "findutils", "grep", "sed", "mawk", "diffutils", "libc-bin"];

    private static readonly string[] Folders = ["/usr/bin/", "/usr/lib/", "/usr/lib32/", "/usr/lib64/", "/usr/libx32/", "/usr/libexec/", "/usr/include/"];

    private static readonly string[] TopLevel = ["/bin", "/lib", "/lib32", "/lib64", "/libx32"];

    private static readonly string[] Merged = [.. TopLevel.Where(path => new FileInfo(path).LinkTarget is not null).Select(path => path + "/")];

    /// <summary>Sorted by path.</summary>
    /// <exception cref="DockerFailure">This machine does not say what belongs to the toolchain.</exception>
    public static IReadOnlyList<ImageFile> For(Toolchain toolchain)
    {
        var packages = DebianPackages.TryLoad() ?? throw new DockerFailure("images are built from installed Debian packages, and this system has none");
        var owner = packages.Owner([toolchain.Program!, .. Merged.Select(folder => "/usr" + folder).Where(toolchain.Program!.StartsWith).Select(_ => toolchain.Program!["/usr".Length..])]);
        if (owner is null && toolchain.Profile.Packages.Count == 0)
            throw new DockerFailure($"no Debian package holds {toolchain.Program}, so nobody says what belongs into an image for {toolchain.Language}");

        var files = new SortedDictionary<string, ImageFile>(StringComparer.Ordinal);
        var names = packages.Closure([.. Tools, .. toolchain.Profile.Packages, .. owner is null ? Array.Empty<string>() : [owner]]);
        foreach (var path in names.SelectMany(packages.Files).Select(Canonical).Where(path => Folders.Any(folder => path.StartsWith(folder, StringComparison.Ordinal))))
        {
            Add(files, path);
            if (path.EndsWith(".py", StringComparison.Ordinal))
                AddCompiled(files, path);
        }

        foreach (var path in toolchain.Profile.ImagePaths.Select(Placeholders.Machine).SelectMany(MachinePaths.Expand).SelectMany(Below))
            Add(files, path);
        foreach (var path in TopLevel)
            Add(files, path);
        AddAlternatives(files);
        return [.. files.Values];
    }

    /// <summary>Says whether an image still is what this machine would build.</summary>
    public static string Key(IReadOnlyList<ImageFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"recipe {Recipe}\n"));
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $"{file.Path}\0{file.Target}\0{(int)file.Mode}\0{file.Size}\0{file.ModifiedUtc.Ticks}\n")));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Add(SortedDictionary<string, ImageFile> files, string path)
    {
        var info = new FileInfo(path);
        if (info.LinkTarget is { } target)
            files[path] = new ImageFile(path, target, default, 0, default);

        // What only some may read is not for programs, and nothing in an image changes the user.
        else if (info.Exists && info.UnixFileMode.HasFlag(UnixFileMode.OtherRead))
            files[path] = new ImageFile(path, null, info.UnixFileMode & (UnixFileMode)0x1ff, info.Length, info.LastWriteTimeUtc);
    }

    /// <summary>Compiled when the package was installed, so no package lists them.</summary>
    private static void AddCompiled(SortedDictionary<string, ImageFile> files, string source)
    {
        var folder = Path.Combine(Path.GetDirectoryName(source)!, "__pycache__");
        if (!Directory.Exists(folder))
            return;
        foreach (var path in Directory.EnumerateFiles(folder, Path.GetFileNameWithoutExtension(source) + ".*.pyc"))
            Add(files, path);
    }

    /// <summary>Programs that are reached through <c>/etc/alternatives</c>, where the program itself is in the image.</summary>
    private static void AddAlternatives(SortedDictionary<string, ImageFile> files)
    {
        const string alternatives = "/etc/alternatives/";
        foreach (var link in new DirectoryInfo("/usr/bin").EnumerateFiles())
        {
            if (link.LinkTarget is { } first && first.StartsWith(alternatives, StringComparison.Ordinal)
                && new FileInfo(first).LinkTarget is { } second && files.ContainsKey(Canonical(second)))
            {
                Add(files, link.FullName);
                Add(files, first);
            }
        }
    }

    /// <summary>Packages still list <c>/bin/bash</c> where <c>/bin</c> is a link to <c>usr/bin</c>.</summary>
    private static string Canonical(string path) =>
        Merged.Any(folder => path.StartsWith(folder, StringComparison.Ordinal)) ? "/usr" + path : path;

    private static IEnumerable<string> Below(string path) => Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null
        ? Directory.EnumerateFiles(path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = default, IgnoreInaccessible = true })
        : [path];
}
