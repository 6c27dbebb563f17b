using System.Globalization;
using System.Security.Cryptography;

namespace Tanuki.Agents.Tests.Injections;

/// <summary>Folders of the host that no attack may touch: a user's repository, and what lies outside of it.</summary>
internal sealed class HostTree : IDisposable
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };

    public string Folder { get; } = Directory.CreateTempSubdirectory("injections-").FullName;

    public HostTree Add(string path, string content)
    {
        var file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        return this;
    }

    public HostTree Link(string path, string target)
    {
        File.CreateSymbolicLink(Path.Combine(Folder, path), target);
        return this;
    }

    /// <summary>Every file, folder and link with its content and its times.</summary>
    public string Fingerprint() => string.Join('\n', new DirectoryInfo(Folder)
        .EnumerateFileSystemInfos("*", Everything)
        .OrderBy(entry => entry.FullName, StringComparer.Ordinal)
        .Select(entry => string.Create(
            CultureInfo.InvariantCulture,
            $"{entry.FullName} {entry.LinkTarget} {entry.UnixFileMode} {entry.LastWriteTimeUtc.Ticks} {Content(entry)}")));

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string Content(FileSystemInfo entry) =>
        entry is FileInfo { LinkTarget: null } file ? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file.FullName))) : "";
}
