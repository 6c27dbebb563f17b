using Tanuki.Engine.Native;
using Tanuki.Engine.Resources;

namespace Tanuki.Engine.Scheduling;

/// <summary>
/// Evaluated texts whose keys and values were copied out of the context, up to a number of bytes, the least recently used going first.
/// They cost no step anything, and to bring one back takes a small part of what it takes to read it again.
/// </summary>
/// <param name="folder">Where the long ones that several requests began with wait for the next engine; null: nowhere.</param>
internal sealed class SavedPrefixes : IDisposable
{
    /// <summary>Shorter ones are read in less time than it takes to start an engine.</summary>
    public const int ShortestStored = 64;

    /// <summary>Requests that began alike before that is worth a file.</summary>
    private const int FewestUses = 2;

    private readonly KvMemory _memory;
    private readonly long _budget;
    private readonly MemoryGuard _guard;
    private readonly PrefixFolder? _folder;
    private readonly RecentPrefixes<Entry> _entries = new();
    private long _bytes;

    public SavedPrefixes(KvMemory memory, long budget, MemoryGuard guard, PrefixFolder? folder)
    {
        (_memory, _budget, _guard, _folder) = (memory, budget, guard, folder);
        foreach (var stored in folder?.List() ?? [])
            _entries.Add(new Entry(stored.Tokens, stored.Key) { Stored = stored });
    }

    /// <summary>Whether anything is left to the next engine.</summary>
    public bool HasFolder => _folder is not null;

    /// <summary>Keeps what a sequence holds, unless that is known already or there is no memory for it.</summary>
    public void Save(KeptPrefix prefix, int sequence)
    {
        if (_entries.FirstOrDefault(prefix.Key, entry => entry.Tokens.AsSpan().StartsWith(prefix.Tokens)) is { } known)
        {
            known.Inherit(prefix);
            return;
        }
        var bytes = _memory.StateBytes(sequence);
        if (bytes > _budget || bytes > _guard.Free)
            return;
        var entry = new Entry(prefix.Tokens, prefix.Key) { State = _memory.CopyState(sequence) };
        entry.Inherit(prefix);
        foreach (var covered in _entries.TakeBeginningsOf(prefix.Tokens, prefix.Key))
        {
            entry.Inherit(covered);
            Free(covered);
        }
        Add(entry);
    }

    /// <returns>How many tokens of the beginning are known.</returns>
    public int Known(ReadOnlySpan<int> tokens, string key) => _entries.Find(tokens, key).Length;

    /// <summary>Fills the empty <paramref name="sequence"/> where more is known than elsewhere.</summary>
    /// <param name="longerThan">Tokens; fewer are not worth it.</param>
    /// <param name="room">Cells that may be taken for it.</param>
    /// <returns>How many tokens it has now, at least one less than <paramref name="tokens"/>; 0: it is empty as before.</returns>
    public int Restore(int sequence, ReadOnlySpan<int> tokens, string key, int longerThan, int room)
    {
        var (entry, length) = _entries.Find(tokens, key);
        length = Math.Min(length, tokens.Length - 1);
        if (entry is null || length <= longerThan || entry.Tokens.Length > room)
            return 0;
        if (Open(entry) && _memory.TryRestore(sequence, entry.State!, length))
        {
            entry.Use(length);
            return length;
        }
        Drop(entry);
        return 0;
    }

    /// <summary>Gives all of the memory back.</summary>
    public void Clear()
    {
        while (_entries.Count > 0)
            Drop(_entries.Oldest!);
    }

    /// <summary>Writes what the next engine will need; while nothing is being decoded, and only with a folder.</summary>
    public void Store()
    {
        foreach (var entry in _entries.Where(entry => entry.Uses >= FewestUses && entry.SharedTokens >= ShortestStored))
            Store(entry);
    }

    public void Dispose() => Clear();

    private void Store(Entry entry)
    {
        var sequence = _memory.Rent();
        try
        {
            if (!Open(entry) || !_memory.TryRestore(sequence, entry.State!, entry.SharedTokens))
                return;
            using var state = _memory.CopyState(sequence);
            _folder!.Write(entry.Tokens[..entry.SharedTokens], entry.Key, state);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A full disk costs the next engine a second, and nobody an answer.
        }
        finally
        {
            _memory.Release(sequence);
        }
    }

    /// <summary>Reads what lies on disk.</summary>
    private bool Open(Entry entry)
    {
        if (entry.State is not null)
            return true;
        if (entry.Stored is not { } stored || stored.StateBytes > _budget || PrefixFolder.Read(stored) is not { } state)
            return false;
        entry.State = state;
        _entries.Remove(entry);
        Add(entry);
        return true;
    }

    private void Add(Entry entry)
    {
        while (_bytes + entry.State!.Length > _budget)
            Drop(_entries.Oldest!);
        _entries.Add(entry);
        _bytes += entry.State.Length;
    }

    private void Drop(Entry entry)
    {
        _entries.Remove(entry);
        Free(entry);
    }

    private void Free(Entry entry)
    {
        _bytes -= entry.State?.Length ?? 0;
        entry.State?.Dispose();
    }

    private sealed record Entry(int[] Tokens, string Key) : KeptPrefix(Tokens, Key)
    {
        public NativeBytes? State { get; set; }

        public StoredPrefix? Stored { get; init; }
    }
}
