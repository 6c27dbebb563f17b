using Tanuki.Engine.Text;

namespace Tanuki.Engine.Grammars;

/// <summary>A grammar and the tokens of a model that keep to it. Safe for use by several threads.</summary>
internal sealed class Constraint(GrammarAutomaton automaton, Vocabulary vocabulary, Lazy<TokenTrie> trie)
{
    /// <summary>States whose tokens are kept, a bit for each token of the vocabulary.</summary>
    private const int MostKept = 256;

    private readonly Lock _gate = new();
    private readonly Queue<GrammarState> _kept = [];

    public GrammarState Start => automaton.Start;

    public bool IsComplete(GrammarState state) => automaton.IsComplete(state);

    /// <returns>Where the text stands after <paramref name="token"/>; null where it may not come next.</returns>
    public GrammarState? Step(GrammarState state, int token)
    {
        if (vocabulary.IsEndOfGeneration(token))
            return state.CanEnd ? state : null;
        var piece = vocabulary.Piece(token);
        // Special tokens have no text; they mean nothing to a grammar, and are no harm outside one.
        return piece.IsEmpty ? state.Trigger is null ? null : state : automaton.Step(state, piece);
    }

    /// <summary>Copies <paramref name="logits"/> with minus infinity for tokens that may not come next.</summary>
    /// <returns>Whether any token may.</returns>
    public bool Mask(GrammarState state, ReadOnlySpan<float> logits, Span<float> masked)
    {
        var allowed = Allowed(state);
        var any = false;
        for (var token = 0; token < logits.Length; token++)
        {
            var may = (allowed[token >> 6] >> (token & 63) & 1) != 0 || state.CanEnd && vocabulary.IsEndOfGeneration(token);
            masked[token] = may ? logits[token] : float.NegativeInfinity;
            any |= may;
        }
        return any;
    }

    private ulong[] Allowed(GrammarState state)
    {
        if (state.Tokens is { } known)
            return known;
        var allowed = trie.Value.Allowed(automaton, state);
        lock (_gate)
        {
            state.Tokens = allowed;
            _kept.Enqueue(state);
            if (_kept.Count > MostKept)
                _kept.Dequeue().Tokens = null;
        }
        return allowed;
    }
}
