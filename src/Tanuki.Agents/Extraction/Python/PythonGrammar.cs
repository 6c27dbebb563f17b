namespace Tanuki.Agents.Extraction.Python;

/// <summary>Accepts or rejects one logical line by the statement grammar of Python 3; compound headers count as lines.</summary>
internal sealed class PythonGrammar(string text, IReadOnlyList<Token> tokens) : PythonExpressions(text, tokens)
{
    private readonly HashSet<string> _globals = [];
    private string? _name;
    private bool _trivial;

    public static LineSyntax Classify(string text, LogicalLine line)
    {
        if (line.IsBroken)
            return LineSyntax.Invalid;
        var grammar = new PythonGrammar(text, line.Tokens);
        var kind = grammar.Line(out bool opensBlock);
        if (kind == LineKind.Invalid)
            return LineSyntax.Invalid;
        grammar.Settle();
        return new LineSyntax(kind, opensBlock, grammar._name, grammar._trivial, grammar.Binds, grammar.Reads, grammar._globals);
    }

    private LineKind Line(out bool opensBlock)
    {
        opensBlock = false;
        if (Take("@"))
            return NamedExpression() != Shape.None && AtEnd ? LineKind.Decorator : LineKind.Invalid;

        var kind = Header();
        if (kind is { } header)
        {
            if (header == LineKind.Invalid || !Take(":"))
                return LineKind.Invalid;
            opensBlock = AtEnd;
            return opensBlock || SimpleStatements() != LineKind.Invalid ? header : LineKind.Invalid;
        }
        return SimpleStatements();
    }

    private LineKind? Header()
    {
        TakeAsync();
        switch (Word)
        {
            case "def":
                return Next() && DefinedName() && TypeParameters() && Take("(") && Parameters(")") && Take(")")
                    && (!Take("->") || Test() != Shape.None) ? LineKind.Def : LineKind.Invalid;
            case "class":
                return Next() && DefinedName() && TypeParameters() && (!Take("(") || (Arguments() && Take(")"))) ? LineKind.Class : LineKind.Invalid;
            case "if":
                return Condition(LineKind.If);
            case "elif":
                return Condition(LineKind.Elif);
            case "while":
                return Condition(LineKind.While);
            case "else":
                return Next() ? LineKind.Else : LineKind.Invalid;
            case "try":
                return Next() ? LineKind.Try : LineKind.Invalid;
            case "finally":
                return Next() ? LineKind.Finally : LineKind.Invalid;
            case "except":
                Next();
                Take("*");
                if (!Is(":") && (StarExpressions() == Shape.None || (Take("as") && !BindName())))
                    return LineKind.Invalid;
                return LineKind.Except;
            case "for":
                return Next() && Targets() && Take("in") && StarExpressions() != Shape.None ? LineKind.For : LineKind.Invalid;
            case "with":
                return Next() && WithItems() ? LineKind.With : LineKind.Invalid;
            case "match" when EndsWithColon && FollowedByOperand:
                return Next() && StarExpressions() != Shape.None ? LineKind.Match : LineKind.Invalid;
            case "case" when EndsWithColon && FollowedByOperand:
                return Next() && CasePattern() ? LineKind.Case : LineKind.Invalid;
            default:
                return null;
        }
    }

    private LineKind Condition(LineKind kind) => Next() && NamedExpression() != Shape.None ? kind : LineKind.Invalid;

    private bool DefinedName()
    {
        _name = Word;
        return BindName();
    }

    private bool TypeParameters() => !Take("[") || (Subscripts() && Take("]"));

    private bool WithItems()
    {
        do
        {
            if (Test() == Shape.None)
                return false;
            if (Take("as") && !Target())
                return false;
        }
        while (Take(",") && !Is(":"));
        return true;
    }

    /// <summary>Patterns are read as expressions; captures count as bound names.</summary>
    private bool CasePattern()
    {
        int start = Position;
        if (StarExpressions() == Shape.None)
            return false;
        BindRange(start, Position);
        if (Take("as") && !BindName())
            return false;
        return !Take("if") || NamedExpression() != Shape.None;
    }

    private LineKind SimpleStatements()
    {
        var first = LineKind.Invalid;
        _trivial = true;
        do
        {
            if (AtEnd)
                break;
            bool literal = IsLiteral;
            var kind = SimpleStatement();
            if (kind == LineKind.Invalid)
                return kind;
            _trivial &= kind == LineKind.Expression ? literal : kind == LineKind.Simple && PreviousIs("pass");
            if (first is LineKind.Invalid or LineKind.Expression or LineKind.Simple)
                first = kind;
        }
        while (Take(";"));
        return AtEnd ? first : LineKind.Invalid;
    }

    private LineKind SimpleStatement()
    {
        switch (Word)
        {
            case "pass" or "break" or "continue":
                return Simple(Next());
            case "return":
                Next();
                return Simple(AtStatementEnd || StarExpressions() != Shape.None);
            case "raise":
                Next();
                return Simple(AtStatementEnd || (Test() != Shape.None && (!Take("from") || Test() != Shape.None)));
            case "del":
                return Simple(Next() && Targets());
            case "assert":
                return Simple(Next() && Test() != Shape.None && (!Take(",") || Test() != Shape.None));
            case "global" or "nonlocal":
                Next();
                do
                {
                    if (Word is { } name)
                        _globals.Add(name);
                    if (!TakeName())
                        return LineKind.Invalid;
                }
                while (Take(","));
                return LineKind.Simple;
            case "import":
                return Next() && ImportNames() ? LineKind.Import : LineKind.Invalid;
            case "from":
                return Next() && FromImport() ? LineKind.Import : LineKind.Invalid;
            default:
                return ExpressionStatement();
        }
    }

    private static LineKind Simple(bool valid) => valid ? LineKind.Simple : LineKind.Invalid;

    private bool ImportNames()
    {
        do
        {
            if (!BindName())
                return false;
            while (Take("."))
            {
                if (!TakeName())
                    return false;
            }
            if (Take("as") && !BindName())
                return false;
        }
        while (Take(","));
        return true;
    }

    private bool FromImport()
    {
        bool dots = false;
        while (Take(".") || Take("..."))
            dots = true;
        if (!Is("import"))
        {
            do
            {
                if (!TakeName())
                    return false;
            }
            while (Take("."));
        }
        else if (!dots)
        {
            return false;
        }
        if (!Take("import"))
            return false;
        if (Take("*"))
            return true;
        bool bracket = Take("(");
        do
        {
            if (bracket && Is(")"))
                break;
            if (!BindName() || (Take("as") && !BindName()))
                return false;
        }
        while (Take(","));
        return !bracket || Take(")");
    }

    private LineKind ExpressionStatement()
    {
        int start = Position;
        var shape = Is("yield") ? Yield() : StarExpressions();
        if (shape == Shape.None)
            return LineKind.Invalid;
        if (AtStatementEnd)
            return LineKind.Expression;
        if (shape == Shape.Other)
            return LineKind.Invalid;
        BindRange(start, Position);
        if (Take(":"))
        {
            // A bare annotation gives no value; in prose it is a word with a colon.
            if (Test() == Shape.None)
                return LineKind.Invalid;
            return !Take("=") ? LineKind.Expression : Value() != Shape.None ? LineKind.Assignment : LineKind.Invalid;
        }
        if (TakeAugmented())
        {
            ReadRange(start, Position - 1);
            return Value() != Shape.None ? LineKind.Assignment : LineKind.Invalid;
        }
        while (Take("="))
        {
            start = Position;
            shape = Value();
            if (shape == Shape.None)
                return LineKind.Invalid;
            if (Is("="))
            {
                if (shape == Shape.Other)
                    return LineKind.Invalid;
                BindRange(start, Position);
            }
        }
        return AtStatementEnd ? LineKind.Assignment : LineKind.Invalid;
    }

    private Shape Value() => Is("yield") ? Yield() : StarExpressions();
}
