namespace Tanuki.Evaluation.Repositories.Injection;

/// <summary>What users say when tests fail; the last phrasing names none of them.</summary>
internal static class Statements
{
    private const int MostNames = 3;

    private static readonly string[] Phrasings =
    [
        "The test suite fails: {0}. Find the cause and fix it.",
        "These tests used to pass and do not any more: {0}. Please repair the code; the tests are right.",
        "CI is red because of {0}. Fix the bug without touching the tests.",
        "Since the last change something is broken, see {0}.",
        "Some tests fail. Find out why and fix the code.",
    ];

    public static string Of(int number, IReadOnlyList<string> failing)
    {
        var names = string.Join(", ", failing.Take(MostNames));
        var more = failing.Count > MostNames ? $" and {failing.Count - MostNames} more" : "";
        return string.Format(System.Globalization.CultureInfo.InvariantCulture, Phrasings[number % Phrasings.Length], names + more);
    }
}
