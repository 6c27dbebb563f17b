using System.Runtime.InteropServices;

namespace Tanuki.Engine.Scheduling;

/// <summary>
/// What the samples of one request wrote after each three tokens. They answer the same question, and what one of them wrote
/// there another writes next seven times of ten (docs/LOG.md, 2026-11-23): too seldom for a row of its own, often enough for one
/// that would only fill a group (<see cref="RowGroups"/>).
/// </summary>
internal sealed class SiblingLookup
{
    public const int Match = 3;

    private readonly Dictionary<(int, int, int), (int Next, int Votes)> _known = [];

    /// <summary>Notes the last token of <paramref name="text"/> as one that follows those before it.</summary>
    public void Add(ReadOnlySpan<int> text)
    {
        if (text.Length <= Match)
            return;
        ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_known, Key(text[..^1]), out _);
        if (entry.Next == text[^1])
            entry.Votes++;
        else if (entry.Votes <= 1)
            entry = (text[^1], 1);
        else
            entry.Votes--;
    }

    /// <returns>The token that mostly follows the last ones of <paramref name="text"/>; no votes where nobody wrote these.</returns>
    public (int Next, int Votes) Guess(ReadOnlySpan<int> text) =>
        text.Length < Match ? default : _known.GetValueOrDefault(Key(text));

    private static (int, int, int) Key(ReadOnlySpan<int> text) => (text[^3], text[^2], text[^1]);
}
