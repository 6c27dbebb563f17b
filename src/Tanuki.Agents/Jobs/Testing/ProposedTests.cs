using Tanuki.Agents.Analysis.Examples;
using Tanuki.Agents.Checking;
using Tanuki.Agents.Jobs.Programs;

namespace Tanuki.Agents.Jobs.Testing;

/// <summary>Assertions in a specialist's answers that can be taken apart into a call and what it should give.</summary>
internal static class ProposedTests
{
    private const int Most = 60;

    /// <param name="functions">Names; an assertion is about one of them.</param>
    public static IReadOnlyList<Example> Read(IEnumerable<string> answers, IReadOnlyList<string> functions, string language) =>
    [
        .. answers.SelectMany(answer => functions.SelectMany(name => ExampleFinder.Find(answer, language, name, null)))
            .Select(found => found.Example with { Origin = "tester" })
            .Where(example => ProposedExpression.IsHarmless(example.Call, functions) && ProposedExpression.IsHarmless(example.Expected, functions))
            .DistinctBy(example => (example.Call, example.Expected))
            .Take(Most),
    ];
}
