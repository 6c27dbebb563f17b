using Tanuki.Core;

namespace Tanuki.Evaluation.Reports;

/// <summary>Two reports paired by task; the first is the one that is being judged.</summary>
/// <param name="OnlyFirst">Ids of the tasks that only the first gets right.</param>
/// <param name="Unpaired">Tasks that one of the reports lacks.</param>
/// <param name="Differences">How the settings differ, in words.</param>
public sealed record ReportComparison(
    RateSummary First,
    RateSummary Second,
    PairedSummary Paired,
    IReadOnlyList<string> OnlyFirst,
    IReadOnlyList<string> OnlySecond,
    int Unpaired,
    IReadOnlyList<string> Differences)
{
    /// <exception cref="TanukiException">The reports are about different suites or share no task.</exception>
    public static ReportComparison Of(EvaluationReport first, EvaluationReport second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var pairs = first.Tasks
            .Join(second.Tasks, task => task.Id, task => task.Id, (one, two) => (one.Id, First: one.Main.Right, Second: two.Main.Right))
            .ToArray();
        if (first.Header.Suite != second.Header.Suite || pairs.Length == 0)
            throw new TanukiException("The two reports share no task.", "Compare reports on the same suite and the same tasks.");
        return new ReportComparison(
            RateSummary.Of(pairs, pair => pair.First),
            RateSummary.Of(pairs, pair => pair.Second),
            PairedSummary.Of([.. pairs.Select(pair => (pair.First, pair.Second))]),
            [.. pairs.Where(pair => pair is { First: true, Second: false }).Select(pair => pair.Id)],
            [.. pairs.Where(pair => pair is { First: false, Second: true }).Select(pair => pair.Id)],
            first.Tasks.Count + second.Tasks.Count - 2 * pairs.Length,
            first.Header.DifferencesTo(second.Header));
    }
}
