using System.Collections.Frozen;

namespace Tanuki.Agents.Extraction.Python;

/// <summary>The tokens of a Python statement, taken one after another, and which names it binds and reads.</summary>
internal abstract class PythonTokens(string text, IReadOnlyList<Token> tokens)
{
    private static readonly FrozenSet<string> Keywords = FrozenSet.ToFrozenSet(
    [
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else",
        "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise",
        "return", "try", "while", "with", "yield",
    ]);

    private readonly List<int> _names = [];
    private readonly HashSet<int> _bound = [];
    private readonly HashSet<int> _alsoRead = [];

    protected HashSet<string> Binds { get; } = [];

    protected HashSet<string> Reads { get; } = [];

    protected int Position { get; private set; }

    protected bool AtEnd => Position >= tokens.Count;

    protected bool AtStatementEnd => AtEnd || Is(";");

    /// <summary>Null at the end, like the <see cref="Symbol"/>.</summary>
    protected TokenKind? Kind => AtEnd ? null : tokens[Position].Kind;

    protected string? Symbol => AtEnd ? null : Text(Position);

    protected string? Word => Kind == TokenKind.Name ? Symbol : null;

    private string? Name => Word is { } word && !Keywords.Contains(word) ? word : null;

    protected bool EndsWithColon => tokens.Count > 0 && Text(tokens.Count - 1) == ":";

    protected bool FollowedByOperand =>
        Position + 1 < tokens.Count && (tokens[Position + 1].Kind != TokenKind.Operator || Text(Position + 1) is "(" or "[" or "{" or "-" or "*");

    protected bool IsLiteral => Kind == TokenKind.Text || Is("...");

    protected bool PreviousIs(string word) => Position > 0 && Text(Position - 1) == word;

    protected bool Is(string symbol) => !AtEnd && tokens[Position].Kind != TokenKind.Text && Matches(Position, symbol);

    protected bool NextIs(string symbol) => Position + 1 < tokens.Count && Matches(Position + 1, symbol);

    protected bool Take(string symbol)
    {
        if (!Is(symbol))
            return false;
        Position++;
        return true;
    }

    protected bool Next()
    {
        Position++;
        return true;
    }

    protected void TakeAsync()
    {
        if (Is("async"))
            Position++;
    }

    protected bool TakeName() => Name is not null && Next();

    /// <summary>Takes a name whose value is read, unless it turns out to be bound.</summary>
    protected bool TakeVariable()
    {
        if (Name is null)
            return false;
        _names.Add(Position++);
        return true;
    }

    protected bool BindName()
    {
        if (Name is not { } name)
            return false;
        Binds.Add(name);
        return Next();
    }

    protected bool TakeAugmented()
    {
        if (Kind != TokenKind.Operator || Symbol is not { } symbol)
            return false;
        if (symbol.Length < 2 || symbol[^1] != '=' || symbol is "==" or "!=" or "<=" or ">=" or ":=")
            return false;
        Position++;
        return true;
    }

    protected void BindRange(int from, int to)
    {
        foreach (int name in NamesIn(from, to))
        {
            if (name + 1 >= tokens.Count || !(Matches(name + 1, ".") || Matches(name + 1, "[") || Matches(name + 1, "(")))
                _bound.Add(name);
            else
                _alsoRead.Add(name);
        }
    }

    protected void ReadRange(int from, int to) => _alsoRead.UnionWith(NamesIn(from, to));

    /// <summary>Turns the recorded name positions into the sets; to be called once at the end.</summary>
    protected void Settle()
    {
        foreach (int name in _names)
        {
            string word = Text(name);
            if (_bound.Contains(name))
                Binds.Add(word);
            if (!_bound.Contains(name) || _alsoRead.Contains(name))
                Reads.Add(word);
        }
    }

    protected bool StartsOperand()
    {
        if (Kind is TokenKind.Number or TokenKind.Text)
            return true;
        if (Word is { } word)
            return !Keywords.Contains(word) || word is "True" or "False" or "None" or "not" or "lambda" or "await";
        return Symbol is "(" or "[" or "{" or "-" or "+" or "~" or "*" or "...";
    }

    private IEnumerable<int> NamesIn(int from, int to)
    {
        for (int i = _names.Count - 1; i >= 0 && _names[i] >= from; i--)
        {
            if (_names[i] < to)
                yield return _names[i];
        }
    }

    private bool Matches(int token, string symbol) =>
        tokens[token].End - tokens[token].Start == symbol.Length && string.CompareOrdinal(text, tokens[token].Start, symbol, 0, symbol.Length) == 0;

    private string Text(int token) => text[tokens[token].Start..tokens[token].End];
}
