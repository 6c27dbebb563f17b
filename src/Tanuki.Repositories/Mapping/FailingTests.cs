using System.Text;
using Tanuki.Repositories.Reading;
using Tanuki.Repositories.Symbols;

namespace Tanuki.Repositories.Mapping;

/// <summary>What the tests that failed say themselves: a test file covers many things, a failing test few.</summary>
internal static class FailingTests
{
    private const int Most = 30;
    private const int LinesBefore = 8;
    private const long LargestFile = 1024 * 1024;

    /// <summary>The identifiers in the tests that the output names, by its lines or by its functions, with the test's name.</summary>
    public static IEnumerable<(string Test, IReadOnlyList<string> Names)> Read(string root, ReferenceGraph graph, string output, Func<int, IReadOnlyList<int>> lines)
    {
        var mentioned = Words.Identifiers(output).Select(name => NameMatching.Last(NameMatching.Normalise(name)))
            .Where(name => name.Contains("test", StringComparison.OrdinalIgnoreCase)).ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(0, graph.Paths.Length).Where(i => TestFiles.IsTest(graph.Paths[i]))
            .SelectMany(i => Ranges(graph.Symbols[i], mentioned, lines(i)).Select(range => (File: i, Range: range))).Take(Most)
            .GroupBy(each => each.File).SelectMany(file =>
            {
                var text = Encoding.UTF8.GetString(PlainFiles.Read(Path.Combine(root, graph.Paths[file.Key]), LargestFile)).Split('\n');
                return file.Select(each => (each.Range.Test, Identifiers(text, each.Range.From, each.Range.To)));
            });
    }

    private static IEnumerable<(string Test, int From, int To)> Ranges(IReadOnlyList<CodeSymbol> symbols, HashSet<string> mentioned, IReadOnlyList<int> lines)
    {
        var functions = symbols.Where(symbol => symbol.Kind is SymbolKind.Function or SymbolKind.Method).ToList();
        foreach (var symbol in functions.Where(symbol => mentioned.Contains(symbol.Name) || lines.Any(line => Covers(symbol, line))))
            yield return (symbol.Name, symbol.Definition.StartLine, symbol.Definition.EndLine);
        // In JavaScript a test is a call, not a function with a name.
        foreach (var line in lines.Where(line => !functions.Any(symbol => Covers(symbol, line))))
            yield return ($"at line {line}", line - LinesBefore, line);
    }

    private static bool Covers(CodeSymbol symbol, int line) => symbol.Definition.StartLine <= line && line <= symbol.Definition.EndLine;

    private static IReadOnlyList<string> Identifiers(string[] text, int from, int to)
    {
        var start = Math.Clamp(from - 1, 0, text.Length);
        var body = string.Join('\n', text[start..Math.Clamp(to, start, text.Length)]);
        return [.. Words.Identifiers(body).SelectMany(name => NameMatching.Normalise(name).Split('.')).Distinct()];
    }
}
