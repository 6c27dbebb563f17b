using Tanuki.Engine.Text;

namespace Tanuki.Engine.Grammars;

/// <summary>The grammars that were used last, with what was learned about them.</summary>
internal sealed class GrammarStore(Vocabulary vocabulary)
{
    public const int MostTriggers = 16;
    public const int LongestTrigger = 64;

    private const int MostKept = 8;

    private readonly Lazy<TokenTrie> _trie = new(() => new TokenTrie(vocabulary));
    private readonly Lock _gate = new();
    private readonly List<(string Key, Constraint Constraint)> _recent = [];

    /// <param name="triggers">What the text must contain for the grammar to begin; none: it begins with the text.</param>
    /// <exception cref="GrammarException">It cannot be used.</exception>
    public Constraint? Open(string? grammar, IReadOnlyList<string> triggers)
    {
        if (triggers.Count > MostTriggers || triggers.Any(trigger => trigger.Length is 0 or > LongestTrigger))
            throw new GrammarException($"A grammar has at most {MostTriggers} triggers of 1 to {LongestTrigger} characters.");
        if (grammar is null)
            return triggers.Count == 0 ? null : throw new GrammarException("There are triggers, but no grammar.");
        var key = string.Join('\0', [grammar, .. triggers]);
        lock (_gate)
        {
            var known = _recent.FindIndex(entry => entry.Key == key);
            var entry = known >= 0 ? _recent[known] : (key, new Constraint(new GrammarAutomaton(GrammarProgram.Of(grammar), triggers), vocabulary, _trie));
            if (known >= 0)
                _recent.RemoveAt(known);
            _recent.Insert(0, entry);
            if (_recent.Count > MostKept)
                _recent.RemoveAt(MostKept);
            // Here rather than on the decoding thread, which others wait for.
            _ = _trie.Value;
            return entry.Item2;
        }
    }
}
