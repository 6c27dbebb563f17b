using System.Globalization;

namespace Tanuki.Bench.Measuring;

/// <summary>
/// Prompts shaped like HumanEval's as the coder sends them, about 300 tokens: a function head with a docstring, once as the
/// task and once as the beginning of the answer. No two have more than their first lines in common.
/// </summary>
internal static class Prompts
{
    private static readonly string[] Verbs = ["collect", "merge", "rotate", "filter", "rank", "split", "compress", "balance", "shift", "group"];
    private static readonly string[] Nouns = ["intervals", "readings", "prices", "words", "scores", "offsets", "temperatures", "tokens", "heights", "samples"];
    private static readonly string[] Rules =
    [
        "Values that are smaller than the limit are kept in the order in which they were given.",
        "An empty list gives an empty list, and a negative limit counts from the end.",
        "If two neighbours are equal, only the first of them is part of the result.",
        "Every value at an odd position is replaced by its distance to the largest value seen so far.",
        "The result is sorted from the largest to the smallest, and equal values keep their order.",
        "Numbers that occur more often than the limit are dropped altogether.",
        "The sum of the returned values never exceeds the limit multiplied by the number of values.",
    ];

    public static string Completion(int number)
    {
        var head = Head(number);
        return ChatMarkup.Render(
            [("system", "You are a careful programmer. Answer with one code block and nothing else."),
             ("user", $"Complete this python program:\n```python\n{head}```")],
            $"```python\n{head}");
    }

    /// <summary>The function's head and docstring.</summary>
    public static string Head(int number)
    {
        // Reproducible prompts, not secrets.
#pragma warning disable CA5394
        var random = new Random(7919 * (number + 1));
        var name = $"{Pick(Verbs)}_{Pick(Nouns)}_{number.ToString(CultureInfo.InvariantCulture)}";
        var rules = Enumerable.Range(0, 3).Select(_ => "    " + Pick(Rules));
        return $"""
            from typing import List


            def {name}(values: List[int], limit: int) -> List[int]:
                {"\"\"\""}For case {random.Next(100000)}, {Pick(Verbs)} the {Pick(Nouns)} in values up to the given limit.
            {string.Join('\n', rules)}
                >>> {name}([{List()}], {random.Next(2, 9)})
                [{List()}]
                {"\"\"\""}

            """;

        string Pick(string[] from) => from[random.Next(from.Length)];

        string List() => string.Join(", ", Enumerable.Range(0, 5).Select(_ => random.Next(100).ToString(CultureInfo.InvariantCulture)));
#pragma warning restore CA5394
    }
}
