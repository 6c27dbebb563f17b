using System.Buffers;
using System.Text;

namespace Tanuki.Sandbox.Sessions.Archives;

/// <summary>
/// Reads what a guest's <c>tar</c> wrote, which nobody has to believe: every number is checked before anything is done with it,
/// nothing is written anywhere, and no more is held than the limits allow. System.Formats.Tar is not used for reading since it
/// allocates what an extended header claims to be long.
/// </summary>
/// <param name="known">Contents that are equal to those of the same path in here are shared with it.</param>
/// <param name="paths">What nothing may be left under, not even what has no place in a tree; null for nothing.</param>
internal sealed class WorkspaceArchiveReader(Stream archive, WorkspaceLimits limits, WorkspaceTree? known, ProtectedPaths? paths = null)
{
    private const int LongestExtension = 64 * 1024;
    private const int MostPadding = 1 << 20;

    // A tenth of what a path may have, links' targets included: they are held too, and by each tree anew.
    private const int MeanPath = 400;
    private const int SpareNames = 64 * 1024;
    private const UnixFileMode FolderMode = (UnixFileMode)0x1ed;

    private readonly SortedDictionary<string, WorkspaceEntry> _entries = new(StringComparer.Ordinal);
    private readonly List<LeftOutFile> _leftOut = [];
    private readonly List<string> _protectedLeftOut = [];
    private readonly byte[] _block = new byte[TarHeader.Block];
    private int _leftOutCount;
    private long _bytes;
    private long _namesLeft = (long)limits.Files * MeanPath + SpareNames;

    /// <exception cref="WorkspaceException">It holds more than the limits allow, or is no such archive.</exception>
    public async Task<WorkspaceTree> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var extension = PaxRecords.None;
            while (await NextBlockAsync(cancellationToken))
            {
                var entry = Next(extension);
                if (entry.Type == (byte)'x')
                {
                    extension = PaxRecords.Parse(await SmallAsync(entry.Size, cancellationToken));
                    continue;
                }

                extension = PaxRecords.None;
                await AddAsync(entry, cancellationToken);
            }

            // The writer must not find a closed pipe.
            for (var padding = 0; await archive.ReadAsync(_block, cancellationToken) is > 0 and var count; padding += count)
            {
                if (padding > MostPadding)
                    throw WorkspaceFaults.Malformed("it goes on after its end");
            }
        }
        catch (EndOfStreamException exception)
        {
            throw new WorkspaceException(WorkspaceFault.Malformed, "The workspace's archive is damaged: it breaks off.", inner: exception);
        }

        return new WorkspaceTree(_entries, _bytes, new LeftOut(_leftOut, _leftOutCount, _protectedLeftOut));
    }

    private async Task<bool> NextBlockAsync(CancellationToken cancellationToken)
    {
        await archive.ReadExactlyAsync(_block, cancellationToken);
        return _block.AsSpan().ContainsAnyExcept((byte)0);
    }

    private RawEntry Next(PaxRecords extension)
    {
        var header = TarHeader.Parse(_block);
        if (header.Type is (byte)'x')
            return new RawEntry(header.Type, [], [], default, header.Size, default);
        var modified = extension.Modified ?? DateTimeOffset.UnixEpoch.AddSeconds(Math.Min(header.Modified, 250_000_000_000));
        return new RawEntry(
            header.Type, extension.Path ?? header.Name.ToArray(), extension.Link ?? header.Link.ToArray(), (UnixFileMode)header.Mode,
            extension.Size ?? header.Size, modified);
    }

    private async Task AddAsync(RawEntry entry, CancellationToken cancellationToken)
    {
        MakeRoom();
        var isFile = entry.Type is (byte)'0' or 0;
        if (!isFile && entry.Size != 0)
            throw WorkspaceFaults.Malformed("something that is no file has content");
        if (isFile && entry.Size > limits.Bytes - _bytes)
            throw WorkspaceFaults.TooLarge(limits);
        var path = WorkspacePath.Normalise(entry.Path);
        var link = entry.Type == (byte)'2' ? WorkspacePath.Text(entry.Link) : "";
        if (path is null || link is null || !WorkspacePath.IsSafe(path) || entry.Type is not (0 or (byte)'0' or (byte)'2' or (byte)'5'))
        {
            LeaveOut(entry, path is null || link is null || !WorkspacePath.IsSafe(path) ? LeftOutReason.UnsafeName : LeftOutReason.SpecialFile);
            if (isFile)
                await SkipAsync(entry.Size, cancellationToken);
            return;
        }

        // The workspace itself.
        if (path.Length == 0 && entry.Type == (byte)'5')
            return;
        AddParents(path);
        var content = isFile ? await ContentAsync(path, (int)entry.Size, cancellationToken) : default;
        var kind = isFile ? EntryKind.File : entry.Type == (byte)'5' ? EntryKind.Folder : EntryKind.Link;
        var added = new WorkspaceEntry(kind, entry.Mode, entry.Modified, content, link);
        if (path.Length == 0 || !_entries.TryAdd(path, added))
            throw WorkspaceFaults.Malformed($"'{path}' is there twice");
        CountName(path.Length + link.Length);
        _bytes += added.Bytes;
        if (_bytes > limits.Bytes)
            throw WorkspaceFaults.TooLarge(limits);
    }

    private void MakeRoom()
    {
        if (_entries.Count + _leftOutCount >= limits.Files)
            throw WorkspaceFaults.TooMany(limits);
    }

    private void CountName(int length)
    {
        if ((_namesLeft -= length) < 0)
            throw new WorkspaceException(WorkspaceFault.TooMany, $"The workspace's paths have more than {MeanPath} characters on average.");
    }

    private void AddParents(string path)
    {
        foreach (var parent in WorkspacePath.Parents(path))
        {
            if (!_entries.TryGetValue(parent, out var entry))
            {
                _entries.Add(parent, new WorkspaceEntry(EntryKind.Folder, FolderMode, DateTimeOffset.UnixEpoch, default, ""));
                MakeRoom();
                CountName(parent.Length);
            }
            else if (entry.Kind != EntryKind.Folder)
                throw new WorkspaceException(WorkspaceFault.Escapes, $"'{path}' leads through something that is no folder.");
        }
    }

    private void LeaveOut(RawEntry entry, LeftOutReason reason)
    {
        _leftOutCount++;
        var path = WorkspacePath.Trim(entry.Path);
        if (_leftOut.Count < LeftOut.Listed)
            _leftOut.Add(new LeftOutFile(WorkspacePath.Printable(path), reason));
        if (_protectedLeftOut.Count < LeftOut.Listed && paths?.Covers(Encoding.UTF8.GetString(path)) == true)
            _protectedLeftOut.Add(WorkspacePath.Printable(path));
    }

    private async Task<ReadOnlyMemory<byte>> ContentAsync(string path, int size, CancellationToken cancellationToken)
    {
        if (size == 0)
            return default;

        // Grows as bytes come: a header may claim what never follows.
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Min(size, 1 << 20));
        try
        {
            var read = 0;
            while (read < size)
            {
                if (read == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(size, 2L * read));
                    buffer.AsSpan(0, read).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }

                var count = await archive.ReadAsync(buffer.AsMemory(read, Math.Min(size, buffer.Length) - read), cancellationToken);
                read += count > 0 ? count : throw new EndOfStreamException();
            }

            await PadAsync(size, cancellationToken);
            var content = buffer.AsSpan(0, size);
            return known is not null && known.Entries.TryGetValue(path, out var before) && before.SameContent(content) ? before.Content : content.ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<byte[]> SmallAsync(long size, CancellationToken cancellationToken)
    {
        if (size is < 1 or > LongestExtension)
            throw WorkspaceFaults.Malformed("an extended header is too long");
        var content = new byte[size];
        await archive.ReadExactlyAsync(content, cancellationToken);
        await PadAsync(size, cancellationToken);
        return content;
    }

    private async Task SkipAsync(long size, CancellationToken cancellationToken)
    {
        _bytes += WorkspaceEntry.Pages(size);
        for (var left = (size + TarHeader.Block - 1) / TarHeader.Block; left > 0; left--)
            await archive.ReadExactlyAsync(_block, cancellationToken);
    }

    private async Task PadAsync(long size, CancellationToken cancellationToken)
    {
        if (size % TarHeader.Block is var tail and not 0)
            await archive.ReadExactlyAsync(_block.AsMemory(0, TarHeader.Block - (int)tail), cancellationToken);
    }

    private sealed record RawEntry(byte Type, byte[] Path, byte[] Link, UnixFileMode Mode, long Size, DateTimeOffset Modified);
}
