namespace Tanuki.Agents.Analysis.Mutation;

/// <summary>SplitMix64: the same numbers on every machine and runtime version, which <see cref="Random"/> does not promise.</summary>
internal sealed class SeededRandom(long seed)
{
    private ulong _state = (ulong)seed;

    /// <summary>From 0 to <paramref name="limit"/> - 1; 0 when there is nothing to choose.</summary>
    public int Next(int limit)
    {
        _state += 0x9E3779B97F4A7C15;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return limit <= 1 ? 0 : (int)((z ^ (z >> 31)) % (ulong)limit);
    }

    public void Shuffle<T>(IList<T> items, int from)
    {
        for (int i = items.Count - 1; i > from; i--)
        {
            int j = from + Next(i - from + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
