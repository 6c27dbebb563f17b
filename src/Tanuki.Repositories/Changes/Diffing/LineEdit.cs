using DiffPlex;
using DiffPlex.Chunkers;

namespace Tanuki.Repositories.Changes.Diffing;

/// <summary>Replaces lines of a text.</summary>
/// <param name="Start">The first line replaced, from 0; with <paramref name="Count"/> 0 the lines are put before it.</param>
internal sealed record LineEdit(int Start, int Count, IReadOnlyList<string> Lines)
{
    /// <summary>The time that comparing takes grows with the square of what differs; more than this is one edit.</summary>
    private const int MostCompared = 20_000;

    public int End => Start + Count;

    /// <summary>Two edits that touch are as good as overlapping: nobody can say which comes first.</summary>
    public bool Touches(LineEdit other) => Start <= other.End && other.Start <= End;

    public bool SameAs(LineEdit other) => Start == other.Start && Count == other.Count && Lines.SequenceEqual(other.Lines);

    public static IReadOnlyList<LineEdit> Between(string[] before, string[] after)
    {
        var same = before.AsSpan().CommonPrefixLength(after);
        var most = Math.Min(before.Length, after.Length) - same;
        var alike = 0;
        while (alike < most && before[^(alike + 1)] == after[^(alike + 1)])
            alike++;
        if (before.Length + after.Length - 2 * (same + alike) > MostCompared)
            return [new LineEdit(same, before.Length - same - alike, after[same..^alike])];
        var diff = Differ.Instance.CreateDiffs(string.Concat(before), string.Concat(after), ignoreWhiteSpace: false, ignoreCase: false, new LinesWithEnds());
        return [.. diff.DiffBlocks.Select(block => new LineEdit(block.DeleteStartA, block.DeleteCountA, after[block.InsertStartB..(block.InsertStartB + block.InsertCountB)]))];
    }

    /// <summary>The edits are of the same text, in any order, and do not touch.</summary>
    public static string[] Apply(string[] text, IEnumerable<LineEdit> edits)
    {
        var result = new List<string>(text.Length);
        var position = 0;
        foreach (var edit in edits.OrderBy(edit => edit.Start).ThenBy(edit => edit.End))
        {
            result.AddRange(text[position..edit.Start]);
            result.AddRange(edit.Lines);
            position = edit.End;
        }

        result.AddRange(text[position..]);
        return [.. result];
    }

    private sealed class LinesWithEnds : IChunker
    {
        public IReadOnlyList<string> Chunk(string text) => LineText.Split(System.Text.Encoding.Latin1.GetBytes(text));
    }
}
