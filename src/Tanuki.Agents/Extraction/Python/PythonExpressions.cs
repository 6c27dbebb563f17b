using System.Collections.Frozen;

namespace Tanuki.Agents.Extraction.Python;

/// <summary>The expression grammar of Python 3 as a recognizer. It leans towards accepting: what it rejects Python rejects.</summary>
internal abstract class PythonExpressions(string text, IReadOnlyList<Token> tokens)
{
    // CPython's own parser gives up near this nesting; ours would overflow its stack.
    private const int DeepestNesting = 90;

    private static readonly FrozenSet<string> Keywords = FrozenSet.ToFrozenSet(
    [
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else",
        "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise",
        "return", "try", "while", "with", "yield",
    ]);

    private static readonly FrozenSet<string> BinaryOperators = FrozenSet.ToFrozenSet(
    [
        "or", "and", "in", "is", "<", ">", "==", ">=", "<=", "!=", "|", "^", "&", "<<", ">>", "+", "-", "*", "/", "//", "%", "@", "**",
    ]);

    private readonly List<int> _names = [];
    private readonly HashSet<int> _bound = [];
    private readonly HashSet<int> _alsoRead = [];
    private int _depth;

    /// <summary>What an expression can be used as: <see cref="Other"/> cannot be assigned to, <see cref="None"/> is no expression.</summary>
    protected enum Shape
    {
        None,
        Target,
        Other,
    }

    protected HashSet<string> Binds { get; } = [];

    protected HashSet<string> Reads { get; } = [];

    protected int Position { get; private set; }

    protected bool AtEnd => Position >= tokens.Count;

    protected bool AtStatementEnd => AtEnd || Is(";");

    protected string? Word => !AtEnd && tokens[Position].Kind == TokenKind.Name ? Text(Position) : null;

    protected bool EndsWithColon => tokens.Count > 0 && Text(tokens.Count - 1) == ":";

    protected bool FollowedByOperand =>
        Position + 1 < tokens.Count && (tokens[Position + 1].Kind != TokenKind.Operator || Text(Position + 1) is "(" or "[" or "{" or "-" or "*");

    protected bool IsLiteral => !AtEnd && (tokens[Position].Kind == TokenKind.Text || Is("..."));

    protected bool PreviousIs(string word) => Position > 0 && Text(Position - 1) == word;

    protected bool Is(string symbol) => !AtEnd && tokens[Position].Kind != TokenKind.Text && Matches(Position, symbol);

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

    protected bool TakeName()
    {
        if (Word is not { } word || Keywords.Contains(word))
            return false;
        Position++;
        return true;
    }

    protected bool BindName()
    {
        if (Word is not { } word || Keywords.Contains(word))
            return false;
        Binds.Add(word);
        Position++;
        return true;
    }

    protected bool TakeAugmented()
    {
        if (AtEnd || tokens[Position].Kind != TokenKind.Operator)
            return false;
        string symbol = Text(Position);
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

    protected Shape StarExpressions()
    {
        var shape = StarExpression();
        if (shape == Shape.None || !Is(","))
            return shape;
        while (Take(","))
        {
            if (!StartsOperand())
                break;
            var next = StarExpression();
            if (next == Shape.None)
                return next;
            shape = shape == Shape.Other ? shape : next;
        }
        return shape;
    }

    protected Shape NamedExpression()
    {
        int start = Position;
        var shape = Test();
        if (shape != Shape.Target || !Take(":="))
            return shape;
        BindRange(start, start + 1);
        return Test() == Shape.None ? Shape.None : Shape.Other;
    }

    protected Shape Test()
    {
        if (++_depth > DeepestNesting)
            return Shape.None;
        try
        {
            if (Take("lambda"))
                return Parameters(":") && Take(":") && Test() != Shape.None ? Shape.Other : Shape.None;
            var shape = Operation(withIn: true);
            if (shape == Shape.None || !Take("if"))
                return shape;
            return Operation(withIn: true) != Shape.None && Take("else") && Test() != Shape.None ? Shape.Other : Shape.None;
        }
        finally
        {
            _depth--;
        }
    }

    protected Shape Yield()
    {
        Position++;
        if (Take("from"))
            return Test() == Shape.None ? Shape.None : Shape.Other;
        return AtEnd || !StartsOperand() ? Shape.Other : StarExpressions() == Shape.None ? Shape.None : Shape.Other;
    }

    protected bool Targets()
    {
        do
        {
            if (!StartsOperand())
                break;
            Take("*");
            if (!Target())
                return false;
        }
        while (Take(","));
        return true;
    }

    protected bool Target()
    {
        int start = Position;
        if (Primary() != Shape.Target)
            return false;
        BindRange(start, Position);
        return true;
    }

    protected bool Parameters(string closing)
    {
        while (!AtEnd && !Is(closing))
        {
            if (!Take("/"))
            {
                bool star = Take("*") || Take("**");
                if (!(star && Is(",")))
                {
                    if (!BindName())
                        return false;
                    if (closing == ")" && Take(":") && StarExpression() == Shape.None)
                        return false;
                    if (Take("=") && Test() == Shape.None)
                        return false;
                }
            }
            if (!Take(","))
                break;
        }
        return true;
    }

    protected bool Arguments()
    {
        while (!AtEnd && !Is(")"))
        {
            if (Take("*") || Take("**"))
            {
                if (Test() == Shape.None)
                    return false;
            }
            else if (Word is { } word && !Keywords.Contains(word) && Position + 1 < tokens.Count && Matches(Position + 1, "="))
            {
                Position += 2;
                if (Test() == Shape.None)
                    return false;
            }
            else if (NamedExpression() == Shape.None || !Comprehension())
            {
                return false;
            }
            if (!Take(","))
                break;
        }
        return true;
    }

    protected bool Subscripts()
    {
        do
        {
            if (Is("]"))
                break;
            bool any = !Is(":");
            if (any && StarExpression() == Shape.None)
                return false;
            if (any && Take(":=") && Test() == Shape.None)
                return false;
            while (Take(":"))
            {
                if (!Is(":") && !Is(",") && !Is("]") && Test() == Shape.None)
                    return false;
            }
        }
        while (Take(","));
        return true;
    }

    private IEnumerable<int> NamesIn(int from, int to)
    {
        for (int i = _names.Count - 1; i >= 0 && _names[i] >= from; i--)
        {
            if (_names[i] < to)
                yield return _names[i];
        }
    }

    private Shape StarExpression() => Take("*") ? Operation(withIn: false) : NamedExpression();

    private Shape Operation(bool withIn)
    {
        var shape = Unary();
        while (shape != Shape.None && TakeBinary(withIn))
            shape = Unary() == Shape.None ? Shape.None : Shape.Other;
        return shape;
    }

    private bool TakeBinary(bool withIn)
    {
        if (AtEnd || tokens[Position].Kind is TokenKind.Number or TokenKind.Text)
            return false;
        if (Is("not") && Position + 1 < tokens.Count && Matches(Position + 1, "in"))
        {
            Position += 2;
            return true;
        }
        if (!BinaryOperators.Contains(Text(Position)) || (!withIn && Is("in")))
            return false;
        if (Take("is"))
            Take("not");
        else
            Position++;
        return true;
    }

    private Shape Unary()
    {
        bool prefixed = false;
        while (Take("-") || Take("+") || Take("~") || Take("not"))
            prefixed = true;
        var shape = Primary();
        return prefixed && shape == Shape.Target ? Shape.Other : shape;
    }

    private Shape Primary()
    {
        bool awaited = Take("await");
        var shape = Atom();
        while (shape != Shape.None && !AtEnd)
        {
            if (Take("."))
                shape = TakeName() ? Shape.Target : Shape.None;
            else if (Take("("))
                shape = Arguments() && Take(")") ? Shape.Other : Shape.None;
            else if (Is("[") && Next())
                shape = !Is("]") && Subscripts() && Take("]") ? Shape.Target : Shape.None;
            else
                break;
        }
        return awaited && shape == Shape.Target ? Shape.Other : shape;
    }

    private Shape Atom()
    {
        if (AtEnd)
            return Shape.None;
        switch (tokens[Position].Kind)
        {
            case TokenKind.Number:
                Position++;
                return Shape.Other;
            case TokenKind.Text:
                while (!AtEnd && tokens[Position].Kind == TokenKind.Text)
                    Position++;
                return Shape.Other;
            case TokenKind.Name when Word is "True" or "False" or "None":
                Position++;
                return Shape.Other;
            case TokenKind.Name:
                if (Keywords.Contains(Text(Position)))
                    return Shape.None;
                _names.Add(Position++);
                return Shape.Target;
            default:
                return Take("...") ? Shape.Other
                    : Take("(") ? Group(")")
                    : Take("[") ? Group("]")
                    : Take("{") ? Braces()
                    : Shape.None;
        }
    }

    private Shape Group(string closing)
    {
        if (Take(closing))
            return Shape.Target;
        if (closing == ")" && Is("yield"))
            return Yield() != Shape.None && Take(closing) ? Shape.Other : Shape.None;
        var shape = StarExpressions();
        if (Is("for") || Is("async"))
            shape = Shape.Other;
        return shape != Shape.None && Comprehension() && Take(closing) ? shape : Shape.None;
    }

    private Shape Braces()
    {
        while (!AtEnd && !Is("}"))
        {
            if (Take("**"))
            {
                if (Operation(withIn: false) == Shape.None)
                    return Shape.None;
            }
            else if (StarExpression() == Shape.None || (Take(":") && Test() == Shape.None) || !Comprehension())
            {
                return Shape.None;
            }
            if (!Take(","))
                break;
        }
        return Take("}") ? Shape.Other : Shape.None;
    }

    private bool Comprehension()
    {
        while (Is("for") || Is("async"))
        {
            TakeAsync();
            if (!Take("for") || !Targets() || !Take("in") || Operation(withIn: true) == Shape.None)
                return false;
            while (Take("if"))
            {
                if (Is("lambda") ? Test() == Shape.None : Operation(withIn: true) == Shape.None)
                    return false;
                if (Take(":=") && Test() == Shape.None)
                    return false;
            }
        }
        return true;
    }

    private bool StartsOperand()
    {
        if (AtEnd)
            return false;
        if (tokens[Position].Kind is TokenKind.Number or TokenKind.Text)
            return true;
        if (Word is { } word)
            return !Keywords.Contains(word) || word is "True" or "False" or "None" or "not" or "lambda" or "await";
        return Text(Position) is "(" or "[" or "{" or "-" or "+" or "~" or "*" or "...";
    }

    private bool Matches(int token, string symbol) =>
        tokens[token].End - tokens[token].Start == symbol.Length && string.CompareOrdinal(text, tokens[token].Start, symbol, 0, symbol.Length) == 0;

    private string Text(int token) => text[tokens[token].Start..tokens[token].End];
}
