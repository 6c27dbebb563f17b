namespace Tanuki.Agents.Extraction.Python;

internal enum LineKind
{
    Invalid,
    Import,
    Assignment,
    Expression,
    Simple,
    If,
    Elif,
    Else,
    For,
    While,
    Try,
    Except,
    Finally,
    With,
    Def,
    Class,
    Decorator,
    Match,
    Case,
}

/// <summary>What one logical line is, and which names it binds and reads.</summary>
/// <param name="OpensBlock">A compound header whose body follows on the next lines.</param>
/// <param name="Name">The function or class defined.</param>
/// <param name="IsTrivial">Only a docstring, <c>pass</c> or <c>...</c>.</param>
internal sealed record LineSyntax(
    LineKind Kind,
    bool OpensBlock,
    string? Name,
    bool IsTrivial,
    IReadOnlyCollection<string> Binds,
    IReadOnlyCollection<string> Reads,
    IReadOnlyCollection<string> Globals)
{
    public static LineSyntax Invalid { get; } = new(LineKind.Invalid, false, null, false, [], [], []);
}
