using System.Text.RegularExpressions;
using Tanuki.Repositories.Symbols;

namespace Tanuki.Repositories.Mapping.Failures;

/// <summary>A test, or a helper beside it: lines of a test file.</summary>
/// <param name="Name">Qualified, or in JavaScript what the test says about itself.</param>
/// <param name="From">From 1, like <paramref name="To"/>.</param>
internal sealed partial record TestUnit(int File, string Name, int From, int To)
{
    public static IEnumerable<TestUnit> Of(int file, IReadOnlyList<CodeSymbol> symbols, string[] lines)
    {
        var calls = Enumerable.Range(0, lines.Length).Where(i => Call.IsMatch(lines[i])).ToList();
        if (calls.Count > 0)
        {
            // A test is a call here, and ends where the next one begins.
            foreach (var (number, at) in calls.Index())
                yield return new TestUnit(file, Call.Match(lines[at]).Groups["name"].Value, at + 1, number + 1 < calls.Count ? calls[number + 1] : lines.Length);
            yield break;
        }

        foreach (var symbol in symbols.Where(symbol => symbol.Kind is SymbolKind.Function or SymbolKind.Method))
            yield return new TestUnit(file, symbol.QualifiedName, symbol.Definition.StartLine, symbol.Definition.EndLine);
    }

    public bool Covers(int line) => From <= line && line <= To;

    [GeneratedRegex("""^\s*(test|it)(\.\w+)?\(\s*(?<quote>["'`])(?<name>.+?)\k<quote>""", RegexOptions.ExplicitCapture)]
    private static partial Regex Call { get; }
}
