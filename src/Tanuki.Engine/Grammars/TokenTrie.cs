using Tanuki.Engine.Text;

namespace Tanuki.Engine.Grammars;

/// <summary>All tokens of a vocabulary in the order of their bytes, so that what many begin with is matched once.</summary>
internal sealed class TokenTrie
{
    private readonly Vocabulary _vocabulary;
    private readonly int[] _tokens;
    private readonly int[] _shared;
    private readonly int _longest;

    public TokenTrie(Vocabulary vocabulary)
    {
        _vocabulary = vocabulary;
        _tokens = [.. Enumerable.Range(0, vocabulary.Count).Where(token => vocabulary.Piece(token).Length > 0 && !vocabulary.IsEndOfGeneration(token))];
        Array.Sort(_tokens, (x, y) => vocabulary.Piece(x).SequenceCompareTo(vocabulary.Piece(y)));
        _shared = new int[_tokens.Length];
        for (var i = 1; i < _tokens.Length; i++)
            _shared[i] = vocabulary.Piece(_tokens[i - 1]).CommonPrefixLength(vocabulary.Piece(_tokens[i]));
        _longest = _tokens.Max(token => vocabulary.Piece(token).Length);
    }

    /// <summary>One bit for each token: whether it may come next.</summary>
    public ulong[] Allowed(GrammarAutomaton automaton, GrammarState state)
    {
        var allowed = new ulong[(_vocabulary.Count + 63) / 64];
        // After each byte of the token that was matched last; those beyond depth are stale.
        var path = new GrammarState[_longest + 1];
        path[0] = state;
        var depth = 0;
        for (var i = 0; i < _tokens.Length; i++)
        {
            var piece = _vocabulary.Piece(_tokens[i]);
            // The one before failed within what this one shares with it.
            if (_shared[i] > depth)
                continue;
            depth = _shared[i];
            while (depth < piece.Length && automaton.Step(path[depth], piece[depth]) is { } next)
                path[++depth] = next;
            if (depth == piece.Length)
                allowed[_tokens[i] >> 6] |= 1UL << (_tokens[i] & 63);
        }
        return allowed;
    }
}
