namespace Tanuki.Repositories.Reading;

/// <summary>Looks at files below a root without following a link: a repository may point anywhere with one.</summary>
internal sealed class PlainFiles(string root)
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly Dictionary<string, bool> _folders = new(StringComparer.Ordinal) { [""] = true };

    /// <summary>Relative, with no part that leads elsewhere or into git's own folder.</summary>
    public static bool IsInside(string path) =>
        path.Length > 0 && !path.Contains('\0') && !path.Split('/').Any(part => part is "" or "." or ".." || part.Equals(".git", StringComparison.OrdinalIgnoreCase));

    public string FullPath(string path) => Path.Combine(root, path);

    /// <summary>Whether every folder on the way to the path is a folder of its own and no link.</summary>
    public bool IsReachable(string path)
    {
        var parent = Parent(path);
        if (_folders.TryGetValue(parent, out var known))
            return known;
        var info = new DirectoryInfo(FullPath(parent));
        return _folders[parent] = IsReachable(parent) && info.Exists && info.LinkTarget is null;
    }

    /// <summary>The file, or why there is none.</summary>
    public (WorkTreeFile? File, FileLeftOutReason Reason) Look(string path, bool tracked)
    {
        if (!IsInside(path))
            return (null, FileLeftOutReason.Name);
        try
        {
            if (!IsReachable(path))
                return (null, Directory.Exists(FullPath(Parent(path))) ? FileLeftOutReason.ThroughLink : FileLeftOutReason.Missing);
            var info = new FileInfo(FullPath(path));
            if (info.LinkTarget is { } target)
                return (new WorkTreeFile(path, 0, new DateTimeOffset(info.LastWriteTimeUtc), tracked, Executable: false, target), default);
            if (!info.Exists)
                return (null, Directory.Exists(info.FullName) ? FileLeftOutReason.Repository : FileLeftOutReason.Missing);
            return (new WorkTreeFile(path, info.Length, new DateTimeOffset(info.LastWriteTimeUtc), tracked, (info.UnixFileMode & AnyExecute) != UnixFileMode.None, null), default);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, FileLeftOutReason.Unreadable);
        }
    }

    public static string Parent(string path) => path.LastIndexOf('/') is var slash and >= 0 ? path[..slash] : "";

    /// <summary>At most <paramref name="most"/> bytes. What has no length is not opened: it may be a FIFO, which blocks for good.</summary>
    public static byte[] Read(string fullPath, long most = long.MaxValue)
    {
        if (new FileInfo(fullPath) is not { Exists: true, Length: > 0, LinkTarget: null } info)
            return [];
        using var stream = new FileStream(fullPath, new FileStreamOptions { BufferSize = 0, Share = FileShare.ReadWrite | FileShare.Delete });
        var bytes = new byte[Math.Min(info.Length, most)];
        return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }
}
