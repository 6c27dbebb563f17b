using Tanuki.Engine.Adapters;

namespace Tanuki.Engine.Scheduling;

/// <summary>
/// Evaluated texts that are kept in the context for as long as nobody needs their room, the least recently used going first. Who
/// begins alike shares their cells.
/// </summary>
/// <param name="saved">Where they go from there; its own from now on.</param>
internal sealed class PrefixCache(KvMemory memory, SavedPrefixes saved) : IDisposable
{
    /// <summary>Below this, copying is not worth an entry's sequence.</summary>
    public const int ShortestMatch = 16;

    /// <summary>
    /// Tokens that are kept beside the newest text. The attention of every step passes over all cells that are taken, those
    /// that its sequences do not hold as well, so that a full cache would cost each token more than it saves prompts.
    /// </summary>
    public const int MostTokens = 1024;

    private const int MostEntries = 64;

    private readonly RecentPrefixes<Entry> _entries = new();

    /// <summary>Gives the empty <paramref name="sequence"/> as much of the beginning of a job's tokens as is known, leaving at least one to evaluate.</summary>
    /// <param name="room">Cells that may be taken for it.</param>
    /// <returns>How many tokens it has now.</returns>
    public int Fill(int sequence, Job job, int room)
    {
        var tokens = job.Tokens.AsSpan(0, job.FirstOutput + 1);
        var beginning = tokens[..(job.Activation + 1)];
        // Until adapters count, all jobs leave what the backbone alone does.
        return job.Activation > 0 && Known(beginning, AdapterSet.None.Key) > Known(tokens, job.PrefixKey)
            ? Fill(sequence, beginning, AdapterSet.None.Key, room)
            : Fill(sequence, tokens, job.PrefixKey, room);
    }

    /// <summary>How many tokens <see cref="Fill(int, Job, int)"/> would find.</summary>
    public int Known(Job job) => Math.Max(
        Known(job.Tokens.AsSpan(0, job.FirstOutput + 1), job.PrefixKey), Known(job.Tokens.AsSpan(0, job.Activation + 1), AdapterSet.None.Key));

    /// <summary>Takes over <paramref name="sequence"/>, which holds exactly <paramref name="tokens"/>.</summary>
    public void Add(int[] tokens, string key, int sequence)
    {
        var entry = new Entry(tokens, key, sequence);
        foreach (var covered in _entries.TakeBeginningsOf(tokens, key))
        {
            entry.Inherit(covered);
            memory.Release(covered.Sequence);
        }
        _entries.Add(entry);
        while (_entries.Count > MostEntries || _entries.OlderTokens > MostTokens)
            EvictOldest();
    }

    /// <returns>Whether there was an entry to evict.</returns>
    public bool EvictOldest()
    {
        if (_entries.Oldest is not { } oldest)
            return false;
        saved.Save(oldest, oldest.Sequence);
        _entries.Remove(oldest);
        memory.Release(oldest.Sequence);
        return true;
    }

    /// <summary>Leaves to the next engine what it will need; while nothing is being decoded.</summary>
    public void Store()
    {
        if (!saved.HasFolder)
            return;
        while (EvictOldest())
        {
        }
        saved.Store();
    }

    /// <summary>Forgets the entries without releasing their sequences.</summary>
    public void Clear() => _entries.Clear();

    /// <summary>Gives back the memory outside the context.</summary>
    public void Trim() => saved.Clear();

    public void Dispose() => saved.Dispose();

    private int Known(ReadOnlySpan<int> tokens, string key) => Math.Max(_entries.Find(tokens, key).Length, saved.Known(tokens, key));

    private int Fill(int sequence, ReadOnlySpan<int> tokens, string key, int room)
    {
        var (entry, length) = _entries.Find(tokens, key);
        length = Math.Min(length, tokens.Length - 1);
        if (saved.Restore(sequence, tokens, key, longerThan: Math.Max(length, ShortestMatch), room) is > 0 and var restored)
            return restored;
        if (entry is null || length < ShortestMatch)
            return 0;
        memory.CopyPrefix(entry.Sequence, sequence, length);
        entry.Use(length);
        return length;
    }

    private sealed record Entry(int[] Tokens, string Key, int Sequence) : KeptPrefix(Tokens, Key);
}
