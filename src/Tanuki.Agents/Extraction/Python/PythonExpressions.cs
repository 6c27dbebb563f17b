using System.Collections.Frozen;

namespace Tanuki.Agents.Extraction.Python;

/// <summary>The expression grammar of Python 3 as a recognizer. It leans towards accepting: what it rejects Python rejects.</summary>
internal abstract class PythonExpressions(string text, IReadOnlyList<Token> tokens) : PythonTokens(text, tokens)
{
    // CPython's own parser gives up near this nesting; ours would overflow its stack.
    private const int DeepestNesting = 90;

    private static readonly FrozenSet<string> BinaryOperators = FrozenSet.ToFrozenSet(
    [
        "or", "and", "in", "is", "<", ">", "==", ">=", "<=", "!=", "|", "^", "&", "<<", ">>", "+", "-", "*", "/", "//", "%", "@", "**",
    ]);

    private int _depth;

    /// <summary>What an expression can be used as: <see cref="Other"/> cannot be assigned to, <see cref="None"/> is no expression.</summary>
    protected enum Shape
    {
        None,
        Target,
        Other,
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
        Next();
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
            else if (NextIs("=") && TakeName())
            {
                Next();
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
        if (Kind is not (TokenKind.Name or TokenKind.Operator))
            return false;
        if (Is("not") && NextIs("in"))
            return Next() && Next();
        if (!BinaryOperators.Contains(Symbol!) || (!withIn && Is("in")))
            return false;
        if (!Take("is"))
            return Next();
        Take("not");
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
        switch (Kind)
        {
            case null:
                return Shape.None;
            case TokenKind.Number:
                Next();
                return Shape.Other;
            case TokenKind.Text:
                while (Kind == TokenKind.Text)
                    Next();
                return Shape.Other;
            case TokenKind.Name when Word is "True" or "False" or "None":
                Next();
                return Shape.Other;
            case TokenKind.Name:
                return TakeVariable() ? Shape.Target : Shape.None;
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
}
