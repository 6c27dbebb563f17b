using Tanuki.Engine.Contract;

namespace Tanuki.Engine.Tests.Support;

/// <summary>Many different small tasks.</summary>
internal static class Prompts
{
    private static readonly string[] _verbs = ["returns", "prints", "counts", "sorts", "reverses", "sums", "validates", "parses", "merges", "formats"];

    private static readonly string[] _things =
    [
        "the vowels of a string", "a list of integers", "the digits of a number", "a dictionary of prices", "two sorted lists",
        "a date in ISO form", "the words of a sentence", "a matrix row by row", "a roman numeral", "an e-mail address",
        "a binary tree", "a CSV line", "the prime factors of n", "a list of intervals", "a bank statement", "a chess position",
        "nested parentheses", "a polynomial", "a linked list", "the lines of a log file",
    ];

    /// <summary>200 questions, each unlike the others from its first words on.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. _verbs.SelectMany(verb => _things.Select(thing => $"{thing}: write a Python function that {verb} it, with a docstring."))];

    public static Prompt Of(string question) => Generation.Ask(question, "```python\ndef ").Prompt;
}
