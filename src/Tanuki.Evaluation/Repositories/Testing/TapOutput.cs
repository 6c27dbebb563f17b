using System.Text.RegularExpressions;

namespace Tanuki.Evaluation.Repositories.Testing;

/// <summary>
/// The Test Anything Protocol, with indented subtests as Node.js writes them. Only tests without subtests count, under the names of
/// those around them; skipped ones and those still to be done do not.
/// </summary>
internal static partial class TapOutput
{
    private const int IndentPerLevel = 4;

    public static TestOutcomes Read(string text)
    {
        var outcomes = new TestOutcomes();
        var names = new List<string>();
        var deepest = 0;
        foreach (var line in text.Split('\n'))
        {
            if (Subtest().Match(line) is { Success: true } subtest)
            {
                var level = subtest.Groups["indent"].Length / IndentPerLevel;
                names.RemoveRange(Math.Min(level, names.Count), Math.Max(0, names.Count - level));
                names.Add(subtest.Groups["name"].Value);
                deepest = names.Count;
            }
            else if (Point().Match(line) is { Success: true } point)
            {
                var level = point.Groups["indent"].Length / IndentPerLevel;

                // Whatever had subtests comes after them and less deep.
                var whole = level + 1 < deepest;
                if (!whole && !point.Groups["directive"].Success)
                    outcomes.Add(Name(names.Take(level), point.Groups["name"].Value), !point.Groups["not"].Success);
                if (whole)
                    deepest = level + 1;
            }
        }

        return outcomes;
    }

    /// <summary>Some versions of Node.js put each file's tests into one that has the file's name.</summary>
    private static string Name(IEnumerable<string> around, string name) =>
        string.Join(" > ", around.Where(outer => !outer.StartsWith('/')).Append(name));

    [GeneratedRegex(@"^(?<indent> *)# Subtest: (?<name>.+?)\s*$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Subtest();

    [GeneratedRegex(@"^(?<indent> *)(?<not>not )?ok \d+ - (?<name>.+?)(?<directive> # (?:SKIP|TODO)\b.*)?\s*$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Point();
}
