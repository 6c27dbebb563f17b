using System.Formats.Tar;
using System.IO.Pipelines;
using Tanuki.Sandbox.Profiles;

namespace Tanuki.Sandbox.Docker.Images;

/// <summary>The content of an image as a tar archive, everything in it root's.</summary>
internal static class ImageArchive
{
    private const UnixFileMode Listable = (UnixFileMode)0x1ed;

    private static readonly string[] Empty =
        [GuestFolders.Private.Work, GuestFolders.Private.Build, GuestFolders.Private.Generated, "/tmp", "/dev", "/proc", "/sys", "/etc"];

    /// <summary>A stream that is written while it is read; a file that cannot be read any more makes reading fail.</summary>
    public static Stream Open(IReadOnlyList<ImageFile> files)
    {
        var pipe = new Pipe();
        _ = WriteAsync(files, pipe.Writer);
        return pipe.Reader.AsStream();
    }

    private static async Task WriteAsync(IReadOnlyList<ImageFile> files, PipeWriter output)
    {
        try
        {
            await using (var tar = new TarWriter(output.AsStream(leaveOpen: true), TarEntryFormat.Gnu))
            {
                foreach (var folder in Empty.Concat(files.SelectMany(file => Parents(file.Path))).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
                    await tar.WriteEntryAsync(new GnuTarEntry(TarEntryType.Directory, folder[1..] + "/") { Mode = Listable });
                foreach (var file in files)
                    await WriteAsync(tar, file);
            }

            await output.CompleteAsync();
        }
        catch (Exception exception)
        {
            await output.CompleteAsync(exception);
        }
    }

    private static async Task WriteAsync(TarWriter tar, ImageFile file)
    {
        if (file.Target is not null)
        {
            await tar.WriteEntryAsync(new GnuTarEntry(TarEntryType.SymbolicLink, file.Path[1..]) { LinkName = file.Target });
            return;
        }

        await using var content = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        await tar.WriteEntryAsync(new GnuTarEntry(TarEntryType.RegularFile, file.Path[1..])
        {
            DataStream = content,
            Mode = file.Mode,

            // Python takes its compiled files for stale when the source's second differs.
            ModificationTime = new DateTimeOffset(file.ModifiedUtc),
        });
    }

    private static IEnumerable<string> Parents(string path)
    {
        for (var folder = Path.GetDirectoryName(path); folder is { Length: > 1 }; folder = Path.GetDirectoryName(folder))
            yield return folder;
    }
}
