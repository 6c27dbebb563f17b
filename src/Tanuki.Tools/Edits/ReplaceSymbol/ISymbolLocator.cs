namespace Tanuki.Tools.Edits.ReplaceSymbol;

/// <summary>Finds where functions, methods and classes are defined in a file.</summary>
public interface ISymbolLocator
{
    /// <summary>
    /// Every definition that the name may mean, in the order of the text; empty when there is none, or when the file's language is
    /// not known.
    /// </summary>
    /// <param name="symbol">A name, with what it is in before it: <c>Class.method</c>.</param>
    IReadOnlyList<SymbolLines> Locate(string path, string text, string symbol);
}

/// <param name="First">From 1; decorators, attributes and what else belongs to the definition included.</param>
/// <param name="Last">Included.</param>
public sealed record SymbolLines(string Symbol, int First, int Last);
