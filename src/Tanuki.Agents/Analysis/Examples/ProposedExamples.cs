using Tanuki.Agents.Checking;

namespace Tanuki.Agents.Analysis.Examples;

/// <summary>Assertions in a specialist's answers that can be taken apart into a call and what it should give.</summary>
internal static class ProposedExamples
{
    private const int Most = 60;

    /// <param name="functions">Names; an assertion is about one of them.</param>
    public static IReadOnlyList<FoundExample> Find(IEnumerable<string> answers, IReadOnlyList<string> functions, string language) =>
    [
        .. answers.SelectMany(answer => functions.SelectMany(name => ExampleFinder.Find(answer, language, name, null)))
            .Select(found => found with { Example = found.Example with { Origin = "tester" } })
            .Where(found => ProposedExpression.IsHarmless(found.Example.Call, functions) && ProposedExpression.IsHarmless(found.Example.Expected, functions))
            .DistinctBy(found => (found.Example.Call, found.Example.Expected))
            .Take(Most),
    ];

    public static IReadOnlyList<Example> Read(IEnumerable<string> answers, IReadOnlyList<string> functions, string language) =>
        [.. Find(answers, functions, language).Select(found => found.Example)];
}
