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

    /// <summary>Lines of a function that are tried before its neighbours' are.</summary>
    private const int FirstLines = 8;

    public static IEnumerable<Attempt> For(Workbench bench, TestsExecuted before, PlacesFound places, RunSettings settings)
    {
        var wholes = places.Symbols.Select(bench.Find).OfType<CodeSymbol>()
            .Select(symbol => new Attempt(symbol, bench.Language(symbol.Path), bench.Lines(symbol), null, Math.Max(1, settings.Candidates / 2))).ToList();
        if (before.Outcome == CheckOutcome.Passed)
            return wholes;
        var named = bench.Frames(before.Output).ToHashSet();
        var lines = wholes.ConvertAll(whole => Suspicious(whole, named).ToList());
        return wholes.Zip(lines, (whole, own) => own.Take(FirstLines).Append(whole)).SelectMany(each => each)
            .Concat(lines.SelectMany(own => own.Skip(FirstLines)));
    }

    /// <summary>A function's lines, those that a stack trace names first, then those with most that can be wrong.</summary>
    private static IEnumerable<Attempt> Suspicious(Attempt whole, HashSet<(string Path, int Line)> named) => whole.Lines.Index()
        .Select(line => (
            line.Index,
            Suspicion: LineSuspicion.Of(line.Item),
            Named: named.Contains((whole.Symbol.Path, whole.Symbol.Definition.StartLine + line.Index))))
        .Where(line => line.Suspicion > 0)
        .OrderByDescending(line => line.Named).ThenByDescending(line => line.Suspicion).ThenBy(line => line.Index)
        .Take(MostLines)
        .Select(line => whole with { From = line.Index, Candidates = PerLine });
}
