using System.Text.RegularExpressions;
using Tanuki.Agents.Receipts;
using Tanuki.Core.Receipts;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Aggregation;

/// <summary>
/// Whether the parts speak of the same program. By words, not by meaning: a function that is named and is there may still be
/// explained wrongly, and tests in languages other than Python and JavaScript are not looked at.
/// </summary>
internal static partial class ConsistencyChecks
{
    public static IEnumerable<string> Of(AggregatedAnswer answer) => [.. UnknownCalls(answer), .. UnknownImports(answer), .. UnknownPlaces(answer)];

    public static bool Fits(Receipt receipt, IReadOnlyList<SourceFile> files) =>
        receipt.Answer.All(claimed => files.Any(file => file.Path == claimed.Path && Hash.Of(file.Content) == claimed.Sha256));

    private static IEnumerable<string> UnknownCalls(AggregatedAnswer answer)
    {
        var words = Sources(answer).SelectMany(source => Word().Matches(source)).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
        return words.Count == 0 ? [] : Call().Matches(answer.Explanation)
            .Select(match => match.Groups["name"].Value)
            .Where(name => !words.Contains(name))
            .Distinct(StringComparer.Ordinal)
            .Select(name => $"The explanation names `{name}`, which is in none of the files.");
    }

    /// <summary>A change to a file that is there already may use what is not shown.</summary>
    private static IEnumerable<string> UnknownImports(AggregatedAnswer answer)
    {
        foreach (var test in answer.Tests)
        {
            foreach (Match import in Import().Matches(test.Content))
            {
                var module = Path.GetFileNameWithoutExtension(import.Groups["module"].Value);
                if (answer.Files.FirstOrDefault(file => Path.GetFileNameWithoutExtension(file.Path) == module) is not { } source)
                    continue;
                var words = Word().Matches(source.Content).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
                var names = Word().Matches(AliasesOf().Replace(import.Groups["names"].Value, "")).Select(match => match.Value);
                foreach (var name in names.Where(name => !words.Contains(name)).Distinct(StringComparer.Ordinal))
                    yield return $"{test.Path} imports `{name}`, which {source.Path} does not have.";
            }
        }
    }

    private static IEnumerable<string> UnknownPlaces(AggregatedAnswer answer) => answer.Findings
        .Select(finding => (finding, file: answer.Files.Concat(answer.Tests).FirstOrDefault(file => file.Path == finding.Path)))
        .Where(known => known.file is not null && known.finding.Line > known.file.Content.TrimEnd('\n').Split('\n').Length)
        .Select(known => $"A finding of {known.finding.Agent} is about line {known.finding.Line} of {known.finding.Path}, which is shorter.");

    private static IEnumerable<string> Sources(AggregatedAnswer answer) =>
        [.. answer.Files.Concat(answer.Tests).Select(file => file.Content), .. answer.Diffs.Select(diff => diff.Unified)];

    [GeneratedRegex(@"[\p{L}_$][\p{L}\d_$]*", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"`([\p{L}_$][\p{L}\d_$]*\.)*(?<name>[\p{L}_$][\p{L}\d_$]*)\([^`]*\)`", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Call();

    [GeneratedRegex(@"^[ \t]*(from[ \t]+\.?(?<module>[\w.]+)[ \t]+import[ \t]+(\((?<names>[\w\s,]+)\)|(?<names>[\w \t,]+))|import[ \t]*\{(?<names>[^}]*)\}[ \t]*from[ \t]*[""'](?<module>[^""']+)[""']|(const|let|var)[ \t]*\{(?<names>[^}]*)\}[ \t]*=[ \t]*require\([""'](?<module>[^""']+)[""']\))",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Import();

    /// <summary>In <c>a as b</c> and <c>a: b</c> it is <c>a</c> that has to be there.</summary>
    [GeneratedRegex(@"(\bas\s+|:\s*)\w+", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex AliasesOf();
}
