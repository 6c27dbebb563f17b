using System.Text.RegularExpressions;
using Tanuki.Agents.Receipts;
using Tanuki.Core.Receipts;

namespace Tanuki.Agents.Aggregation;

/// <summary>
/// Whether the parts speak of the same program. By words, not by meaning: a function that is named and is there may still be
/// explained wrongly, and tests in languages other than Python and JavaScript are not looked at.
/// </summary>
internal static partial class ConsistencyChecks
{
    public static IEnumerable<string> Of(AggregatedAnswer answer) => [.. UnknownCalls(answer), .. UnknownImports(answer), .. UnknownPlaces(answer)];

    /// <summary>Every file is the one that the receipt means, and it means nothing else. What a change makes of a file cannot be hashed here: its path has to do.</summary>
    public static bool Fits(Receipt receipt, AggregatedAnswer answer) =>
        answer.Files.All(file => receipt.Answer.Any(claimed => claimed.Path == file.Path && claimed.Sha256 == Hash.Of(file.Content)))
        && answer.Diffs.All(diff => receipt.Answer.Any(claimed => claimed.Path == diff.Path))
        && receipt.Answer.Count == answer.Files.Count + answer.Diffs.Count;

    /// <summary>A change shows only a part of a file, and the explanation may be about all of it.</summary>
    private static IEnumerable<string> UnknownCalls(AggregatedAnswer answer)
    {
        var words = answer.Files.Concat(answer.Tests).SelectMany(file => Word().Matches(file.Content)).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
        return words.Count == 0 || answer.Diffs.Count > 0 ? [] : Call().Matches(answer.Explanation)
            .Select(match => match.Groups["name"].Value)
            .Where(name => !words.Contains(name))
            .Distinct(StringComparer.Ordinal)
            .Select(name => $"The explanation names `{name}`, which is in none of the files.");
    }

    /// <summary>Modules that are no part of the answer may have anything.</summary>
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
