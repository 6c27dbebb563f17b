using Tanuki.Repositories.Reading;

namespace Tanuki.Repositories.Changes;

internal static class FileCopy
{
    /// <summary>False when the file is gone or became something else meanwhile.</summary>
    public static bool TryCopy(string root, WorkTreeFile file, string target)
    {
        var (from, to) = (Path.Combine(root, file.Path), Path.Combine(target, file.Path));
        try
        {
            var info = new FileInfo(from);
            if (file.LinkTarget is null && info is not { Exists: true, LinkTarget: null })
                return false;
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            if (file.LinkTarget is { } link)
                File.CreateSymbolicLink(to, link);
            else if (info.Length > 0)
                File.Copy(from, to);
            else
                Write(to, new FileVersion(default, file.Executable));
            return true;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public static void Write(string full, FileVersion version)
    {
        using (var stream = new FileStream(full, FileMode.CreateNew, FileAccess.Write))
            stream.Write(version.Content.Span);
        SetExecutable(full, version.Executable);
    }

    /// <summary>Whoever may read a file may then execute it, as git does.</summary>
    public static void SetExecutable(string full, bool executable)
    {
        var mode = File.GetUnixFileMode(full);
        var execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        File.SetUnixFileMode(full, executable ? mode | ((UnixFileMode)((int)mode >> 2) & execute) : mode & ~execute);
    }

    public static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
