namespace Tanuki.Engine.Grammars;

/// <summary>The right side of a grammar's rule.</summary>
internal abstract record Expression
{
    /// <param name="Ranges">Code points, both ends included.</param>
    public sealed record Character(IReadOnlyList<(int First, int Last)> Ranges) : Expression;

    public sealed record Sequence(IReadOnlyList<Expression> Parts) : Expression;

    public sealed record Choice(IReadOnlyList<Expression> Options) : Expression;

    /// <param name="Most">null: any number.</param>
    public sealed record Repetition(Expression Body, int Least, int? Most) : Expression;

    /// <param name="Line">Where it is written, from 1.</param>
    public sealed record Reference(string Rule, int Line) : Expression;
}
