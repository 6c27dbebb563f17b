using Tanuki.Core.Evidence;
using Tanuki.Core.Runs;
using Tanuki.Repositories.Symbols;

namespace Tanuki.Agents.Orchestration.Repositories;

/// <summary>One place and one way of changing it.</summary>
/// <param name="Lines">The function's, as they stand in the file.</param>
/// <param name="From">
/// The one of <paramref name="Lines"/>, from 0, from which on the function is hidden from the model, which goes on from there; null: it sees the function
/// and writes it anew. Small models copy what they see, a mistake included.
/// </param>
internal sealed record Attempt(CodeSymbol Symbol, string Language, IReadOnlyList<string> Lines, int? From, int Candidates)
{
    public string Text => string.Join('\n', Lines);
}

/// <summary>Which attempts are made, in their order. The same places give the same attempts, so that a run that was cut off goes on with them.</summary>
internal static class Attempts
{
    /// <summary>Candidates for one line: short ones.</summary>
    private const int PerLine = 5;

    private const int MostLines = 40;

    public static IEnumerable<Attempt> For(Workbench bench, TestsExecuted before, PlacesFound places, RunSettings settings)
    {
        foreach (var found in places.Symbols)
        {
            if (bench.Find(found) is not { } symbol)
                continue;
            var whole = new Attempt(symbol, bench.Language(found.Path), bench.Lines(symbol), null, Math.Max(1, settings.Candidates / 2));
            if (before.Outcome != CheckOutcome.Passed)
            {
                foreach (var line in Suspicious(bench, before, symbol, whole.Lines).Take(MostLines))
                    yield return whole with { From = line, Candidates = PerLine };
            }

            yield return whole;
        }
    }

    /// <summary>Lines that say something; those that a stack trace names come first.</summary>
    private static IEnumerable<int> Suspicious(Workbench bench, TestsExecuted before, CodeSymbol symbol, IReadOnlyList<string> lines)
    {
        var named = bench.Frames(before.Output).Where(frame => frame.Path == symbol.Path).Select(frame => frame.Line).ToHashSet();
        return Enumerable.Range(0, lines.Count)
            .Where(line => SaysSomething(lines[line]))
            .OrderBy(line => named.Contains(symbol.Definition.StartLine + line) ? 0 : 1);
    }

    private static bool SaysSomething(string line)
    {
        var text = line.Trim();
        return text.Count(char.IsLetterOrDigit) >= 2
            && text is not ("else:" or "else {" or "} else {" or "try:" or "try {" or "finally:" or "begin" or "end")
            && !text.StartsWith('#') && !text.StartsWith("//", StringComparison.Ordinal) && !text.StartsWith('*') && !text.StartsWith("/*", StringComparison.Ordinal)
            && !text.StartsWith("\"\"\"", StringComparison.Ordinal);
    }
}
