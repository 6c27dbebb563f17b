using System.Globalization;
using System.Text;
using Tanuki.Evaluation.Specialists;
using Tanuki.Evaluation.Statistics;

namespace Tanuki.Evaluation.Reports;

/// <summary>Reports as people read them: plain text, without colour.</summary>
public static class ReportText
{
    public static string Of(EvaluationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var (header, summary) = (report.Header, report.Summary);
        var text = new StringBuilder();
        var what = header.Raw ? "raw only" : $"{header.Candidates} candidates";
        text.Line($"{header.Suite}: {summary.Tasks} tasks, {header.ModelName}, {what}, seed {header.Seed}, calibration {header.Calibration}");
        text.Rate("raw", summary.Raw);
        text.Rate("selected", summary.Selected);
        text.Paired("selected - raw", summary.Difference);
        text.Rate("at least one right", summary.AtLeastOneRight);
        text.Rate("verified and right", summary.VerifiedPrecision);
        text.Rate("verified of all", summary.VerifiedCoverage);
        text.Specialist(summary.Specialist);
        text.Rate("bug's file first", summary.LocalisedFirst);
        text.Rate("in the first three", summary.LocalisedInThree);
        if (summary.Failures > 0)
            text.Line($"{"refused",-20}{summary.Failures} of {summary.Tasks} (counted as wrong)");
        text.Calibration(summary.Calibration);
        text.Cost("raw, per task", summary.RawCost);
        text.Cost("selected, per task", summary.SelectedCost);
        text.Line($"{"wall time",-20}{report.ElapsedSeconds:0.0} s in all");
        return text.ToString();
    }

    public static string Of(ReportComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var text = new StringBuilder();
        text.Rate("this report", comparison.First);
        text.Rate("the other", comparison.Second);
        text.Paired("this - the other", comparison.Paired);
        text.Tasks("only this is right", comparison.OnlyFirst);
        text.Tasks("only the other", comparison.OnlySecond);
        if (comparison.Unpaired > 0)
            text.Line($"{"not paired",-20}{comparison.Unpaired} tasks");
        if (comparison.Differences.Count > 0)
            text.Line($"{"settings",-20}{string.Join(", ", comparison.Differences)}");
        return text.ToString();
    }

    public static string Of(IReadOnlyList<AblationStage> stages)
    {
        ArgumentNullException.ThrowIfNull(stages);
        var text = new StringBuilder();
        foreach (var stage in stages)
        {
            text.Rate(stage.Name, stage.Right);
            text.Paired("", stage.Gain);
        }

        return text.ToString();
    }

    private static void Rate(this StringBuilder text, string name, RateSummary? rate)
    {
        if (rate is { Rate: { } value })
            text.Line($"{name,-20}{rate.Successes} of {rate.Trials}  {100 * value:0.0}%  {Percent(new Interval(rate.Low, rate.High))}");
        else if (rate is not null)
            text.Line($"{name,-20}none");
    }

    private static void Paired(this StringBuilder text, string name, PairedSummary? paired)
    {
        if (paired is null)
            return;
        text.Line($"{name,-20}{Points(paired.Difference)} points  {Range(paired.Newcombe)} Newcombe, {Range(paired.Bootstrap)} bootstrap");
        text.Line($"{"",-20}{paired.Table.OnlyFirst} gained, {paired.Table.OnlySecond} lost, exact McNemar p = {paired.McNemarP:G3}");
    }

    private static void Specialist(this StringBuilder text, SpecialistSummary? summary)
    {
        if (summary is null)
            return;
        foreach (var row in summary.Counts)
            text.Line($"{row.Name,-20}{(row.Selected is { } ours ? $"{ours.Done} of {ours.Of}" : "not run")}, raw {row.Raw.Done} of {row.Raw.Of}");
        if (summary.Value is { } value)
            text.Line($"{"value",-20}{value.Selected:0.000}, raw {value.Raw:0.000}, difference {value.Difference:0.000} [{value.Bootstrap.Low:0.000}, {value.Bootstrap.High:0.000}] bootstrap");
    }

    private static void Calibration(this StringBuilder text, CalibrationSummary? calibration)
    {
        if (calibration is null)
            return;
        text.Line($"{"confidence",-20}Brier {calibration.Brier:0.000}, expected calibration error {calibration.ExpectedError:0.000}");
        foreach (var bin in calibration.Curve.Where(bin => bin.Observed.Trials > 0))
        {
            var wilson = bin.Observed.Wilson();
            var (stated, right) = (100 * bin.MeanConfidence, 100 * bin.Observed.Rate);
            text.Line($"  {bin.Low:0.0}-{bin.High:0.0}  stated {stated,5:0.0}%  right {right,5:0.0}% of {bin.Observed.Trials}  {Percent(wilson)}");
        }
    }

    private static void Cost(this StringBuilder text, string name, CostSummary? cost)
    {
        if (cost is null)
            return;
        var decoded = cost.DecodedTokens > 0 ? FormattableString.Invariant($" ({cost.DecodedTokens:0} decoded)") : "";
        var tokens = FormattableString.Invariant($"{cost.GeneratedTokens:0} tokens generated{decoded}, {cost.PromptTokens:0} prompt ({cost.CachedTokens:0} cached)");
        text.Line($"{name,-20}{cost.Candidates:0.0} candidates, {tokens}");
        text.Line($"{"",-20}{cost.Seconds:0.00} s, of which model {cost.ModelSeconds:0.00} s, sandbox {cost.SandboxSeconds:0.00} s");
    }

    private static void Tasks(this StringBuilder text, string name, IReadOnlyList<string> ids)
    {
        const int shown = 20;
        var more = ids.Count > shown ? $", and {ids.Count - shown} more" : "";
        text.Line($"{name,-20}{(ids.Count == 0 ? "none" : string.Join(", ", ids.Take(shown)) + more)}");
    }

    private static string Percent(Interval interval) =>
        FormattableString.Invariant($"[{100 * interval.Low:0.0}, {100 * interval.High:0.0}]");

    private static string Range(Interval interval) => $"[{Points(interval.Low)}, {Points(interval.High)}]";

    private static string Points(double difference) => (100 * difference).ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture);

    private static void Line(this StringBuilder text, FormattableString line) =>
        text.Append(FormattableString.Invariant(line)).Append('\n');
}
