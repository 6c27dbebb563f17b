using System.Text.Json;
using Tanuki.Core;
using Tanuki.Core.Evidence;
using Tanuki.Evaluation.Reports;
using Tanuki.Evaluation.Statistics;
using Tanuki.Evaluation.Tests.Suites;

namespace Tanuki.Evaluation.Tests.Reports;

public sealed class EvaluationReportTests : IDisposable
{
    private readonly DataFiles _files = new();

    private static TaskResult[] FourTasks =>
    [
        new("511", Recorded.Claim(true, 0.95, Verdict.Verified), Recorded.Claim(false, 0)),
        new("512", Recorded.Claim(false, 0.92, Verdict.Verified), Recorded.Claim(false, 0)),
        new("513", Recorded.Run(Recorded.Candidate(1, "1", false), Recorded.Candidate(2, "2", true)), Recorded.Claim(true, 0)),
        new("514", Recorded.Claim(true, 0.5), Recorded.Claim(true, 0)),
    ];

    public void Dispose() => _files.Dispose();

    [Fact]
    public void The_summary_counts_what_the_tasks_hold()
    {
        var summary = EvaluationSummary.Of(FourTasks);

        Assert.Equal(RateSummary.Of(new[] { true, true, false, false }, x => x), summary.Raw);
        Assert.Equal(summary.Raw, summary.Selected);
        Assert.Equal((3, 4), (summary.AtLeastOneRight!.Successes, summary.AtLeastOneRight.Trials));
        Assert.Equal((1, 2), (summary.VerifiedPrecision!.Successes, summary.VerifiedPrecision.Trials));
        Assert.Equal((2, 4), (summary.VerifiedCoverage!.Successes, summary.VerifiedCoverage.Trials));
        Assert.Equal(new PairedTable(1, 1, 1, 1), summary.Difference!.Table);
        Assert.Equal((0, 1), (summary.Difference.Difference, summary.Difference.McNemarP));
        Assert.Equal(4, summary.Calibration!.Curve.Sum(bin => bin.Observed.Trials));
        Assert.Equal((1.25, 12.5, 2), (summary.SelectedCost!.Candidates, summary.SelectedCost.GeneratedTokens, summary.SelectedCost.Seconds));
    }

    [Fact]
    public void A_baseline_alone_is_summed_up_without_a_selection()
    {
        var summary = EvaluationSummary.Of([new("511", Raw: Recorded.Claim(true, 0))]);

        Assert.Equal((1, 1), (summary.Raw!.Successes, summary.Raw.Trials));
        Assert.Null(summary.Selected);
        Assert.Null(summary.Difference);
        Assert.Null(summary.VerifiedPrecision);
    }

    [Fact]
    public void A_report_comes_back_from_its_file_as_it_was()
    {
        var report = Recorded.Report(FourTasks);
        var path = Path.Combine(_files.Folder, "report.json");

        report.Write(path);
        var back = EvaluationReport.Read(path);

        Assert.Equal(JsonSerializer.Serialize(report, TanukiJson.Compact), JsonSerializer.Serialize(back, TanukiJson.Compact));
        Assert.Equal([path], Directory.GetFiles(_files.Folder));
    }

    [Theory]
    [InlineData("{}", "is not an evaluation report")]
    [InlineData("[1]", "is not an evaluation report")]
    [InlineData("null", "is not an evaluation report")]
    [InlineData("not json", "is not an evaluation report")]
    public void What_is_no_report_is_refused(string content, string message)
    {
        var path = _files.Write("report.json", content);

        Assert.Contains(message, Assert.Throws<UsageException>(() => EvaluationReport.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_report_and_one_of_another_schema_are_refused()
    {
        var path = Path.Combine(_files.Folder, "report.json");
        Assert.Contains("cannot be read", Assert.Throws<UsageException>(() => EvaluationReport.Read(path)).Message, StringComparison.Ordinal);

        (Recorded.Report(FourTasks) with { Header = Recorded.Header with { Schema = 99 } }).Write(path);
        Assert.Contains("schema 99", Assert.Throws<TanukiException>(() => EvaluationReport.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_says_what_people_ask_for()
    {
        var text = ReportText.Of(Recorded.Report(FourTasks));

        Assert.Equal(
            """
            mbpp: 4 tasks, scripted, 10 candidates, seed 7, calibration none
            raw                 2 of 4  50.0%  [15.0, 85.0]
            selected            2 of 4  50.0%  [15.0, 85.0]
            selected - raw      0.0 points  [-49.5, +49.5] Newcombe, [-75.0, +75.0] bootstrap
                                1 gained, 1 lost, exact McNemar p = 1
            at least one right  3 of 4  75.0%  [30.1, 95.4]
            verified and right  1 of 2  50.0%  [9.5, 90.5]
            verified of all     2 of 4  50.0%  [15.0, 85.0]
            confidence          Brier 0.275, expected calibration error 0.343
              0.0-0.1  stated   0.0%  right   0.0% of 1  [0.0, 79.3]
              0.5-0.6  stated  50.0%  right 100.0% of 1  [20.7, 100.0]
              0.9-1.0  stated  93.5%  right  50.0% of 2  [9.5, 90.5]
            raw, per task       1.0 candidates, 10 tokens generated, 100 prompt (40 cached)
                                2.00 s, of which model 1.00 s, sandbox 0.50 s
            selected, per task  1.3 candidates, 13 tokens generated, 100 prompt (40 cached)
                                2.00 s, of which model 1.00 s, sandbox 0.50 s
            wall time           12.5 s in all

            """,
            text);
    }

    [Fact]
    public void Two_reports_are_paired_by_task()
    {
        var other = Recorded.Report(
            new("513", Recorded.Claim(true, 0)), new("511", Recorded.Claim(true, 0)), new("514", Recorded.Claim(false, 0)), new("600", Recorded.Claim(true, 0)));

        var comparison = ReportComparison.Of(Recorded.Report(FourTasks), other with { Header = Recorded.Header with { Seed = 8 } });

        Assert.Equal(new PairedTable(1, 1, 1, 0), comparison.Paired.Table);
        Assert.Equal(["514"], comparison.OnlyFirst);
        Assert.Equal(["513"], comparison.OnlySecond);
        Assert.Equal(2, comparison.Unpaired);
        Assert.Equal(["seed 7 instead of 8"], comparison.Differences);
        Assert.Contains("only this is right  514\n", ReportText.Of(comparison), StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_without_a_common_task_cannot_be_compared() =>
        Assert.Throws<TanukiException>(() => ReportComparison.Of(
            Recorded.Report(new TaskResult("511", Recorded.Claim(true, 0))), Recorded.Report(new TaskResult("512", Recorded.Claim(true, 0)))));
}
