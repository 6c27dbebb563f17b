namespace Tanuki.Repositories.Symbols;

/// <summary>A definition in a source file. Lines count from 1, bytes from 0; ends are inclusive for lines and exclusive for bytes.</summary>
/// <param name="QualifiedName">With what it lies in: <c>Namespace.Type.Member</c>, always with dots.</param>
/// <param name="Signature">What stands before its body, on one line.</param>
/// <param name="Doc">The first line of its documentation.</param>
/// <param name="Definition">The definition itself.</param>
/// <param name="Whole">With its decorators, attributes, export and documentation: what an edit of the whole symbol replaces.</param>
public sealed record CodeSymbol(
    string Path, SymbolKind Kind, string Name, string QualifiedName, string Signature, string? Doc, SourceSpan Definition, SourceSpan Whole);

public sealed record SourceSpan(int StartByte, int EndByte, int StartLine, int EndLine);

public enum SymbolKind
{
    Namespace,
    Class,
    Interface,
    Struct,
    Enum,
    Trait,
    Type,
    Function,
    Method,
    Property,
    Field,
    Constant,
    Variable,
    Macro,
}

/// <param name="Count">How often the file uses the name without defining it there.</param>
/// <param name="Line">Where it does so first.</param>
public sealed record NameUse(string Name, int Count, int Line);

/// <param name="Source">What is imported, as it is written.</param>
public sealed record CodeImport(string Source, int Line);

/// <summary>What was found in one file.</summary>
/// <param name="Fault">Why it may be incomplete; null when it was read whole and has no syntax error.</param>
public sealed record FileSymbols(
    string Path, string? Language, IReadOnlyList<CodeSymbol> Symbols, IReadOnlyList<NameUse> Uses, IReadOnlyList<CodeImport> Imports, SymbolFault? Fault);

public enum SymbolFault
{
    /// <summary>It does not parse; what could be read around the errors is there.</summary>
    Syntax,

    /// <summary>Parsing took too long.</summary>
    TimedOut,

    TooLarge,
    Unreadable,
}
