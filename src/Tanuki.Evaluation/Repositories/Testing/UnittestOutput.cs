using System.Text.RegularExpressions;

namespace Tanuki.Evaluation.Repositories.Testing;

/// <summary>
/// <c>python -m unittest -v</c>. What a test prints to the error stream may stand between its name and its outcome; a test with a
/// docstring has the docstring's first line there.
/// </summary>
internal static partial class UnittestOutput
{
    public static TestOutcomes Read(string text)
    {
        var outcomes = new TestOutcomes();
        string? waiting = null;
        foreach (var line in text.Split('\n'))
        {
            if (Start().Match(line) is { Success: true } start)
                waiting = Name(start);
            if (waiting is not null && Outcome().Match(line) is { Success: true } outcome)
            {
                outcomes.Add(waiting, outcome.Groups["outcome"].Value is "ok" or "expected failure");
                waiting = null;
            }

            // Subtests that fail and tests whose outcome was printed over are listed again at the end.
            if (Failure().Match(line) is { Success: true } failure)
                outcomes.Add(Name(failure), passed: false);
        }

        return outcomes;
    }

    /// <summary>Newer Pythons repeat the method's name in what stands in parentheses.</summary>
    private static string Name(Match match)
    {
        var (method, place) = (match.Groups["method"].Value, match.Groups["place"].Value);
        return place.EndsWith("." + method, StringComparison.Ordinal) ? place : $"{place}.{method}";
    }

    [GeneratedRegex(@"^(?<method>\w+) \((?<place>[\w.]+)\)(?: \.\.\. |\s*$)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Start();

    [GeneratedRegex(@"(?: \.\.\. |^)(?<outcome>ok|FAIL|ERROR|expected failure|unexpected success)\s*$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Outcome();

    [GeneratedRegex(@"^(?:FAIL|ERROR): (?<method>\w+) \((?<place>[\w.]+)\)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Failure();
}
