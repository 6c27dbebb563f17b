namespace Tanuki.Engine.Scheduling;

/// <summary>
/// Guesses how a text goes on: as it did the last time that its latest tokens stood there, in the prompt or in the answer (prompt
/// look-up decoding). What is guessed is decoded in the same batch, and each token is drawn as if nothing had been guessed, so that
/// only the time depends on it. Guesses begin short and grow for as long as they come true.
/// </summary>
internal sealed class PromptLookup
{
    public const int Longest = 31;

    /// <summary>With the token before them they fill one group of rows (<see cref="RowGroups"/>).</summary>
    public const int Shortest = 3;

    /// <summary>Fewer equal tokens follow each other by chance too often.</summary>
    public const int Match = 8;

    private int _length = Shortest;
    private int _pause;

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
        if (text.Length <= Match || most <= 0)
            return [];
        var found = text[..^1].LastIndexOf(text[^Match..]);
        if (found < 0)
            return [];
        var guess = new int[Math.Min(_length, most)];
        // A text that has just begun to repeat itself is guessed to go on doing so.
        var known = text[(found + Match)..];
        for (var i = 0; i < guess.Length; i++)
            guess[i] = i < known.Length ? known[i] : guess[i - known.Length];
        return guess;
    }

    /// <param name="guessed">How many tokens the last guess had.</param>
    /// <param name="right">How many of them came true.</param>
    public void Learn(int guessed, int right)
    {
        _length = right == guessed ? Math.Min(Longest, 2 * _length + 1) : Shortest;
        _pause = right == 0 ? Match : 0;
    }
}
