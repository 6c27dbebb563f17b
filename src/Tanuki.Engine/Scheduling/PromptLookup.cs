namespace Tanuki.Engine.Scheduling;

/// <summary>
/// Guesses how a text goes on: as it did the last time that its latest tokens stood there, in the prompt or in the answer (prompt
/// look-up decoding). A guess that came true in part was copying; where the text comes back to what it copied, a little further on,
/// it is guessed to go on there, since an edited file has many places that look alike and one that is next. What is guessed is decoded in the same
/// batch, and each token is drawn as if nothing had been guessed, so that only the time depends on it.
/// </summary>
internal sealed class PromptLookup
{
    /// <summary>In longer ones a row hardly costs less, and more of them are wasted where the copy ends.</summary>
    public const int Longest = 31;

    /// <summary>With the token before them they fill one group of rows (<see cref="RowGroups"/>).</summary>
    public const int Shortest = 3;

    /// <summary>Fewer equal tokens follow each other by chance too often.</summary>
    public const int Match = 8;

    /// <summary>As many suffice near the place that was copied last.</summary>
    public const int NearMatch = 3;

    /// <summary>How much of what was copied an edit may leave out, in tokens.</summary>
    public const int Near = 32;

    /// <summary>Steps without a guess after guesses that were all wrong.</summary>
    public const int Pause = 8;

    private const int MostMisses = 2;

    private int _length = Shortest;
    private int _pause;
    private int _misses;
    private int _guessedAt;
    private int? _copiedTo;

    /// <param name="text">Prompt and answer so far.</param>
    /// <param name="most">The longest guess that there is room for.</param>
    /// <returns>The tokens that may follow; none where nothing suggests any.</returns>
    public int[] Guess(ReadOnlySpan<int> text, int most)
    {
        if (_pause > 0)
        {
            _pause--;
            return [];
        }
        if (most <= 0 || (Resumed(text) ?? Seen(text)) is not { } at)
            return [];
        _guessedAt = at;
        var guess = new int[Math.Min(_length, most)];
        // A text that has just begun to repeat itself is guessed to go on doing so.
        var known = text[at..];
        for (var i = 0; i < guess.Length; i++)
            guess[i] = i < known.Length ? known[i] : guess[i - known.Length];
        return guess;
    }

    /// <param name="guessed">How many tokens the last guess had.</param>
    /// <param name="right">How many of them came true.</param>
    public void Learn(int guessed, int right)
    {
        _length = right == guessed ? Math.Min(Longest, 2 * _length + 1) : Shortest;
        if (right > 0)
        {
            (_copiedTo, _misses) = (_guessedAt + right, 0);
        }
        else if (++_misses == MostMisses)
        {
            (_copiedTo, _misses, _pause) = (null, 0, Pause);
        }
    }

    private int? Resumed(ReadOnlySpan<int> text)
    {
        if (_copiedTo is not { } from)
            return null;
        var latest = text[^NearMatch..];
        for (var at = from; at < Math.Min(from + Near, text.Length); at++)
            if (text[..at].EndsWith(latest))
                return at;
        return null;
    }

    private static int? Seen(ReadOnlySpan<int> text) =>
        text.Length > Match && text[..^1].LastIndexOf(text[^Match..]) is >= 0 and var found ? found + Match : null;
}
