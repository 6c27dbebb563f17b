namespace Tanuki.Repositories.Symbols;

/// <summary>Finds symbols of a repository. Any number of readers may ask at once, also while it is being brought up to date.</summary>
public interface ISymbolIndex
{
    /// <summary>
    /// By plain name (<c>parse</c>), by any end of the qualified name (<c>Parser.parse</c>), and, when neither fits, by names that are spelled alike.
    /// The best come first.
    /// </summary>
    IReadOnlyList<CodeSymbol> Find(string name, int most = 20);

    /// <summary>The innermost symbol that covers the line, which counts from 1; null when there is none.</summary>
    CodeSymbol? At(string path, int line);

    /// <summary>What was found in a file; null for a file that is not indexed.</summary>
    FileSymbols? File(string path);
}
