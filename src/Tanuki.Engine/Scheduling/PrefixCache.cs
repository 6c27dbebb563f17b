using Tanuki.Engine.Adapters;

namespace Tanuki.Engine.Scheduling;

/// <summary>
/// Evaluated prompts that are kept for as long as nobody needs their room, the least recently used going first. Keys and values
/// depend on the adapters that they were made with: what one set of them left is nothing to another.
/// </summary>
internal sealed class PrefixCache(KvMemory memory)
{
    /// <summary>Below this, copying is not worth an entry's sequence.</summary>
    public const int ShortestMatch = 16;

    /// <summary>
    /// Tokens that are kept beside the newest prompt. The attention of every step passes over all cells that are taken, those
    /// that its sequences do not hold as well, so that a full cache would cost each token more than it saves prompts.
    /// </summary>
    public const int MostTokens = 1024;

    private const int MostEntries = 64;

    private readonly LinkedList<Entry> _entries = new();

    public int Count => _entries.Count;

    /// <summary>The entry with the same adapters that shares the most tokens with the beginning of <paramref name="tokens"/>.</summary>
    /// <returns>Its sequence, and how many tokens to copy, leaving at least one to evaluate; 0 when no entry is worth it.</returns>
    public (int Sequence, int Length) Find(ReadOnlySpan<int> tokens, AdapterSet adapters)
    {
        LinkedListNode<Entry>? best = null;
        var length = 0;
        for (var node = _entries.First; node is not null; node = node.Next)
            if (node.Value.Adapters.Equals(adapters) && tokens.CommonPrefixLength(node.Value.Tokens) is var common && common > length)
                (best, length) = (node, common);
        length = Math.Min(length, tokens.Length - 1);
        if (best is null || length < ShortestMatch)
            return (-1, 0);
        _entries.Remove(best);
        _entries.AddFirst(best);
        return (best.Value.Sequence, length);
    }

    /// <summary>Takes over <paramref name="sequence"/>, which holds exactly <paramref name="tokens"/>.</summary>
    public void Add(int[] tokens, AdapterSet adapters, int sequence)
    {
        for (var node = _entries.First; node is not null;)
        {
            var next = node.Next;
            if (node.Value.Adapters.Equals(adapters) && tokens.AsSpan().StartsWith(node.Value.Tokens))
                Remove(node);
            node = next;
        }
        _entries.AddFirst(new Entry(tokens, adapters, sequence));
        while (_entries.Count > MostEntries || _entries.Skip(1).Sum(entry => entry.Tokens.Length) > MostTokens)
            EvictOldest();
    }

    /// <returns>Whether there was an entry to evict.</returns>
    public bool EvictOldest()
    {
        if (_entries.Last is not { } oldest)
            return false;
        Remove(oldest);
        return true;
    }

    /// <summary>Forgets the entries without releasing their sequences.</summary>
    public void Clear() => _entries.Clear();

    private void Remove(LinkedListNode<Entry> node)
    {
        _entries.Remove(node);
        memory.Release(node.Value.Sequence);
    }

    private sealed record Entry(int[] Tokens, AdapterSet Adapters, int Sequence);
}
