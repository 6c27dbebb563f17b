namespace Tanuki.Engine.Scheduling;

/// <summary>
/// Knows how many cells of the shared KV are taken. Sequences that were copied from one another share cells, and a cell is
/// free when the last sequence that holds it lets go; llama.cpp counts the same way but tells nobody.
/// </summary>
internal sealed class KvLedger(int capacity, int sequences)
{
    private readonly List<Span>?[] _sequences = new List<Span>?[sequences];

    public int Capacity { get; } = capacity;

    public int Used { get; private set; }

    public int LengthOf(int sequence) => _sequences[sequence]?.Sum(span => span.Length) ?? 0;

    public void Append(int sequence, int tokens)
    {
        var spans = _sequences[sequence] ??= [];
        if (spans.Count > 0 && spans[^1].Holders == 1)
            spans[^1].Length += tokens;
        else
            spans.Add(new Span { Length = tokens, Holders = 1 });
        Used += tokens;
    }

    /// <summary>Gives the first <paramref name="tokens"/> cells of one sequence to another, empty one as well.</summary>
    public void CopyPrefix(int source, int destination, int tokens)
    {
        var copy = new List<Span>();
        var left = tokens;
        for (var i = 0; left > 0; i++)
        {
            var span = _sequences[source]![i];
            if (span.Length > left)
                Split(span, left);
            span.Holders++;
            copy.Add(span);
            left -= span.Length;
        }
        _sequences[destination] = copy;
    }

    public void Release(int sequence)
    {
        foreach (var span in _sequences[sequence] ?? [])
            if (--span.Holders == 0)
                Used -= span.Length;
        _sequences[sequence] = null;
    }

    public void Clear()
    {
        Array.Clear(_sequences);
        Used = 0;
    }

    /// <summary>Cells that stay taken if all other sequences let go.</summary>
    public int UsedBy(IEnumerable<int> sequences) =>
        sequences.SelectMany(sequence => _sequences[sequence] ?? []).Distinct().Sum(span => span.Length);

    private void Split(Span span, int length)
    {
        var rest = new Span { Length = span.Length - length, Holders = span.Holders };
        span.Length = length;
        foreach (var spans in _sequences)
            if (spans is not null && spans.IndexOf(span) is >= 0 and var index)
                spans.Insert(index + 1, rest);
    }

    private sealed class Span
    {
        public int Length;
        public int Holders;
    }
}
