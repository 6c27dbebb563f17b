namespace Tanuki.Engine.Scheduling;

/// <summary>Kept prefixes, the most recently used first.</summary>
internal sealed class RecentPrefixes<T>
    where T : KeptPrefix
{
    private readonly LinkedList<T> _entries = new();

    public int Count => _entries.Count;

    public T? Oldest => _entries.Last?.Value;

    /// <summary>Tokens of all but the most recent one.</summary>
    public int OlderTokens => _entries.Skip(1).Sum(entry => entry.Tokens.Length);

    /// <summary>
    /// The entry with the same key that shares the most tokens with the beginning of <paramref name="tokens"/>, and of these the one
    /// that was of the most use so far. It is the most recent one from now on.
    /// </summary>
    public (T? Entry, int Length) Find(ReadOnlySpan<int> tokens, string key)
    {
        LinkedListNode<T>? best = null;
        var length = 0;
        for (var node = _entries.First; node is not null; node = node.Next)
            if (node.Value.Key == key && tokens.CommonPrefixLength(node.Value.Tokens) is > 0 and var common
                && (common > length || common == length && node.Value.Uses > best!.Value.Uses))
                (best, length) = (node, common);
        if (best is null)
            return (null, 0);
        _entries.Remove(best);
        _entries.AddFirst(best);
        return (best.Value, length);
    }

    public T? FirstOrDefault(string key, Func<T, bool> which) => _entries.FirstOrDefault(entry => entry.Key == key && which(entry));

    /// <summary>A list of its own, whatever becomes of the entries.</summary>
    public IReadOnlyList<T> Where(Func<T, bool> which) => [.. _entries.Where(which)];

    public void Add(T entry) => _entries.AddFirst(entry);

    public void Remove(T entry) => _entries.Remove(entry);

    /// <summary>Takes out what <paramref name="tokens"/> begin with: who has these needs it no more.</summary>
    public IReadOnlyList<T> TakeBeginningsOf(ReadOnlySpan<int> tokens, string key)
    {
        var taken = new List<T>();
        foreach (var entry in _entries)
            if (entry.Key == key && tokens.StartsWith(entry.Tokens))
                taken.Add(entry);
        taken.ForEach(Remove);
        return taken;
    }

    public void Clear() => _entries.Clear();
}
