using System.Formats.Tar;
using System.Text;
using Tanuki.Sandbox.Profiles;
using Tanuki.Sandbox.Sessions;
using Tanuki.Sandbox.Workspaces;

namespace Tanuki.Sandbox.Docker;

/// <summary>A job's files as a tar archive for the container's root.</summary>
internal static class JobArchive
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    // The program may add files beside its own.
    private const UnixFileMode Shared = (UnixFileMode)0x3ff;

    public static byte[] Create(SandboxJob job, CompileStep? compile)
    {
        var folders = GuestFolders.Private;
        using var archive = new MemoryStream();
        using (var tar = new TarWriter(archive, TarEntryFormat.Gnu))
        {
            foreach (var folder in job.Files.SelectMany(file => WorkspacePath.Parents(file.Path)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
                tar.WriteEntry(new GnuTarEntry(TarEntryType.Directory, $"{folders.Work[1..]}/{folder}/") { Mode = Shared });
            foreach (var file in job.Files)
                Write(tar, $"{folders.Work[1..]}/{file.Path}", file.Content);
            foreach (var (name, content) in compile?.Generated ?? new Dictionary<string, string>())
                Write(tar, $"{folders.Generated[1..]}/{name}", Encoding.UTF8.GetBytes(Placeholders.Generated(content)));
        }

        return archive.ToArray();
    }

    private static void Write(TarWriter tar, string path, ReadOnlyMemory<byte> content)
    {
        using var data = new MemoryStream(content.ToArray());
        tar.WriteEntry(new GnuTarEntry(TarEntryType.RegularFile, path) { Mode = Readable, DataStream = data });
    }
}
