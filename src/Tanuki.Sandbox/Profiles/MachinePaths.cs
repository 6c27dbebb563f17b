namespace Tanuki.Sandbox.Profiles;

internal static class MachinePaths
{
    /// <summary>What exists of a path whose last part may hold <c>*</c>.</summary>
    public static IEnumerable<string> Expand(string path)
    {
        if (!path.Contains('*'))
            return Path.Exists(path) ? [path] : [];
        var folder = Path.GetDirectoryName(path)!;
        return Directory.Exists(folder) ? Directory.EnumerateFileSystemEntries(folder, Path.GetFileName(path)) : [];
    }
}
