using Tanuki.Agents.Analysis.Mutation;

namespace Tanuki.Agents.Faults;

/// <param name="Operator">The kind of mistake, e.g. <c>off_by_one</c>.</param>
/// <param name="Line">From 1.</param>
internal sealed record Mutant(string Operator, int Line, string Code);

/// <summary>Copies of a program with one mistake each. Whether one behaves differently, or loads at all, is for execution to say.</summary>
internal static class Mutants
{
    /// <param name="most">Kinds of mistakes take turns until there are so many.</param>
    /// <param name="seed">The same seed gives the same mutants.</param>
    /// <returns>Empty for a language whose mistakes are not known.</returns>
    public static IReadOnlyList<Mutant> Of(string code, string language, int most, long seed)
    {
        if (SourceLanguage.Find(language) is not { } known)
            return [];
        var source = new SourceText("program", code, known);
        var random = new SeededRandom(seed);
        var kinds = MutationOperators.Find(source)
            .GroupBy(edit => edit.Operator, StringComparer.Ordinal)
            .OrderBy(kind => kind.Key, StringComparer.Ordinal)
            .Select(kind => kind.ToList())
            .ToList();
        random.Shuffle(kinds, 0);
        foreach (var edits in kinds)
            random.Shuffle(edits, 0);
        return
        [
            .. Enumerable.Range(0, kinds.Select(edits => edits.Count).DefaultIfEmpty().Max())
                .SelectMany(turn => kinds.Where(edits => turn < edits.Count).Select(edits => edits[turn]))
                .Select(edit => new Mutant(edit.Operator, source.LineOf(edit.Start) + 1, source.With(edit)))
                .DistinctBy(mutant => mutant.Code, StringComparer.Ordinal)
                .Take(most),
        ];
    }
}
