using System.Globalization;

namespace Tanuki.Bench.Measuring;

/// <param name="Turns">What the user says, and how many tokens the answer has.</param>
internal sealed record Chat(string System, IReadOnlyList<(string User, int Tokens)> Turns);

/// <summary>Conversations of three turns, short and long, under one of four system prompts of about 150 tokens.</summary>
internal static class Chats
{
    private const int Turns = 3;

    private static readonly string[] Roles =
    [
        "a careful Python programmer who writes small functions", "a reviewer who looks for mistakes in other people's code",
        "a tester who writes assertions for functions", "an architect who splits large tasks into small ones",
    ];

    private static readonly string[] Rules =
    [
        "Answer in plain words first and show code only where it is asked for.",
        "Never invent names of functions, files or options that were not mentioned before.",
        "If a question can be read in two ways, say which way you read it and go on.",
        "Prefer the standard library to anything that has to be installed, and say so when you cannot.",
        "Keep to four spaces of indentation, names in lower case, and lines of at most a hundred characters.",
        "When you are given an error message, name its cause before you name the cure.",
        "Mention the cost in time and memory wherever it is more than linear.",
        "Do not repeat the question, and do not apologise.",
    ];

    private static readonly string[] Questions =
    [
        "How do I {0} a list of {1} without a loop?", "Explain what happens if the {1} are empty when I {0} them.",
        "Here is what I have:\n```python\ndef {0}_{1}(items, limit):\n    result = []\n    for item in items:\n        if item not in result and len(result) < limit:\n            result.append(item)\n    return result\n```\nIt should {0} the {1} in the order of their size, the largest first, and stop at the limit. What is wrong?",
        "Write a function that can {0} {1} from two files, one line each, and returns how many there were in both.",
        "Which tests does a function need that has to {0} {1}? Name the borders as well.",
        "And if there are a million {1}?",
    ];

    private static readonly string[] Verbs = ["collect", "merge", "rotate", "filter", "rank", "split", "compress", "balance"];
    private static readonly string[] Nouns = ["intervals", "readings", "prices", "words", "scores", "offsets", "tokens", "samples"];
    private static readonly int[] Lengths = [24, 48, 96, 144];

    public static Chat Create(int number)
    {
        // Reproducible conversations, not secrets.
#pragma warning disable CA5394
        var random = new Random(6151 * (number + 1));
        var role = random.Next(Roles.Length);
        return new Chat(
            $"You are {Roles[role]}. {string.Join(' ', Rules[role..].Concat(Rules[..role]))}",
            [
                .. Enumerable.Range(0, Turns).Select(turn => (
                    string.Format(CultureInfo.InvariantCulture, Pick(Questions), Pick(Verbs), Pick(Nouns)) + FormattableString.Invariant($" (case {number}.{turn})"),
                    Pick(Lengths))),
            ]);

        T Pick<T>(T[] from) => from[random.Next(from.Length)];
#pragma warning restore CA5394
    }
}
