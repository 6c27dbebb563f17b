using System.Numerics;

namespace Tanuki.Agents.Analysis.Literals;

/// <summary>A value written down in a task, the same for every language.</summary>
internal abstract record Literal
{
    /// <summary>False when some part is an expression that is kept as written.</summary>
    public virtual bool IsPlain => true;
}

internal sealed record NullLiteral : Literal;

internal sealed record BoolLiteral(bool Value) : Literal;

/// <param name="Suffix">C#'s <c>L</c>, <c>u</c> …, JavaScript's <c>n</c>.</param>
internal sealed record IntLiteral(BigInteger Value, string Suffix = "") : Literal;

/// <param name="Suffix">C#'s <c>m</c>, <c>f</c>, <c>d</c>.</param>
internal sealed record FloatLiteral(double Value, string Source, string Suffix = "") : Literal;

internal enum TextKind
{
    String,
    Bytes,
    Char,
}

internal sealed record TextLiteral(string Value, TextKind Kind = TextKind.String) : Literal;

/// <summary>A value without parts worth changing: <c>3j</c>, <c>set()</c>, <c>undefined</c>, <c>Infinity</c>.</summary>
internal sealed record ConstantLiteral(string Source) : Literal;

/// <summary>An expression that is no literal, kept as written.</summary>
internal sealed record OpaqueLiteral(string Source) : Literal
{
    public override bool IsPlain => false;
}

internal enum SequenceKind
{
    List,
    Tuple,
    Set,
}

/// <param name="Constructor">C#'s <c>new List&lt;int&gt;</c>, written before the items.</param>
internal sealed record SequenceLiteral(SequenceKind Kind, IReadOnlyList<Literal> Items, string? Constructor = null) : Literal
{
    public override bool IsPlain => Items.All(i => i.IsPlain);
}

internal sealed record MapLiteral(IReadOnlyList<KeyValuePair<Literal, Literal>> Items, string? Constructor = null) : Literal
{
    public override bool IsPlain => Items.All(i => i.Key.IsPlain && i.Value.IsPlain);
}
