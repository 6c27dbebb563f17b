using System.Formats.Tar;

namespace Tanuki.Sandbox.Sessions.Archives;

/// <summary>A tree as a tar archive for a guest's <c>tar</c>; times to the tenth of a microsecond, since builds compare them.</summary>
internal static class WorkspaceArchiveWriter
{
    public static ReadOnlyMemory<byte> Write(WorkspaceTree tree)
    {
        using var archive = new MemoryStream((int)Math.Min(int.MaxValue / 2, tree.Bytes + 2048L * tree.Entries.Count + 1024));
        using (var tar = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var (path, entry) in tree.Entries)
                tar.WriteEntry(Entry(path, entry));
        }

        // Of nothing the library makes an archive without an end.
        if (tree.Entries.Count == 0)
            archive.Write(new byte[2 * TarHeader.Block]);
        return archive.GetBuffer().AsMemory(0, (int)archive.Length);
    }

    private static PaxTarEntry Entry(string path, WorkspaceEntry entry)
    {
        var written = entry.Kind switch
        {
            EntryKind.Folder => new PaxTarEntry(TarEntryType.Directory, path + "/"),
            EntryKind.Link => new PaxTarEntry(TarEntryType.SymbolicLink, path) { LinkName = entry.LinkTarget },
            _ => new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = Content(entry.Content) },
        };
        written.Mode = entry.Mode;
        written.ModificationTime = entry.Modified;
        return written;
    }

    private static MemoryStream? Content(ReadOnlyMemory<byte> content) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(content, out var segment) && segment.Count > 0
            ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
            : null;
}
