using Tanuki.Core.Evidence;
using Tanuki.Core.Receipts;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Aggregation;

/// <summary>
/// Makes one answer of several specialists' parts, without a model: the order of the parts changes nothing but who is named first
/// among equals. What does not fit together is said, not repaired.
/// </summary>
public static class ResponseAggregator
{
    public static AggregatedAnswer Combine(IReadOnlyList<ResponsePart> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var conflicts = new List<string>();
        var files = Choose(parts.OfType<FilePart>(), part => part.File.Path, part => part.File.Content, part => part.Evidence, conflicts);
        var tests = Choose(parts.OfType<TestsPart>(), part => part.File.Path, part => part.File.Content, part => part.Evidence, conflicts);
        var diffs = Choose(parts.OfType<DiffPart>(), part => part.Path, part => part.Unified, part => part.Evidence, conflicts);
        var answer = new AggregatedAnswer
        {
            Files = [.. files.Select(part => part.File)],
            Tests = [.. tests.Where(part => Unclaimed(part, part.File.Path, files, conflicts)).Select(part => part.File)],
            Diffs = [.. diffs.Where(part => Unclaimed(part, part.Path, files, conflicts)).Select(part => new FileDiff(part.Path, part.Unified))],
            Explanation = Explain(parts.OfType<ExplanationPart>()),
            Findings = Order(parts.OfType<FindingPart>()),
            Conflicts = [],
        };
        answer = answer with { Receipt = Choose(parts.OfType<ReceiptPart>().Select(part => part.Receipt), answer, conflicts) };
        return answer with { Conflicts = [.. conflicts, .. ConsistencyChecks.Of(answer)] };
    }

    private static List<T> Choose<T>(
        IEnumerable<T> parts, Func<T, string> path, Func<T, string> content, Func<T, IReadOnlyList<Check>> evidence, List<string> conflicts)
        where T : ResponsePart
    {
        var chosen = new List<T>();
        foreach (var versions in parts.GroupBy(path, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var ranked = versions.OrderByDescending(part => EvidenceWeight.Of(evidence(part)).Rank).ToList();
            chosen.Add(ranked[0]);
            conflicts.AddRange(ranked.Skip(1)
                .Where(other => content(other).TrimEnd() != content(ranked[0]).TrimEnd())
                .Select(other => $"{versions.Key} is by {ranked[0].Agent} ({EvidenceWeight.Of(evidence(ranked[0]))}); what {other.Agent} wrote differs ({EvidenceWeight.Of(evidence(other))}) and is not used."));
        }
        return chosen;
    }

    /// <summary>One path has one text: the file as a whole.</summary>
    private static bool Unclaimed(ResponsePart part, string path, List<FilePart> files, List<string> conflicts)
    {
        if (files.Find(file => file.File.Path == path) is not { } whole)
            return true;
        conflicts.Add($"{path} is by {whole.Agent} as a whole; what {part.Agent} has for it is not used.");
        return false;
    }

    /// <summary>Paragraphs that two agents wrote alike come once.</summary>
    private static string Explain(IEnumerable<ExplanationPart> parts) => string.Join("\n\n", parts
        .SelectMany(part => Paragraphs.Split(part.Markdown))
        .DistinctBy(paragraph => paragraph.StartsWith("```", StringComparison.Ordinal) ? paragraph : Text.OneLine(paragraph, int.MaxValue), StringComparer.Ordinal));

    private static IReadOnlyList<FindingPart> Order(IEnumerable<FindingPart> findings) =>
    [
        .. findings.OrderBy(finding => finding.Severity)
            .ThenBy(finding => finding.Path, StringComparer.Ordinal)
            .ThenBy(finding => finding.Line ?? 0)
            .DistinctBy(finding => (finding.Path, finding.Line, Text.OneLine(finding.Message, int.MaxValue).TrimEnd('.').ToLowerInvariant())),
    ];

    /// <summary>A receipt for something else would promise what nobody checked.</summary>
    private static Receipt? Choose(IEnumerable<Receipt> receipts, AggregatedAnswer answer, List<string> conflicts)
    {
        var given = receipts.ToList();
        var fitting = given.Find(receipt => ConsistencyChecks.Fits(receipt, answer));
        if (given.Count > 0 && fitting is null)
            conflicts.Add("No receipt is about just these files, so that none is shown.");
        return fitting;
    }
}
