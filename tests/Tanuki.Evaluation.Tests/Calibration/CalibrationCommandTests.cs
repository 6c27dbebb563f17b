using System.Text.Json;
using Tanuki.Agents.Selection;
using Tanuki.Core;
using Tanuki.Evaluation.Calibration;
using Tanuki.Evaluation.Reports;
using Tanuki.Evaluation.Tests.Reports;
using Tanuki.Evaluation.Tests.Suites;

namespace Tanuki.Evaluation.Tests.Calibration;

public sealed class CalibrationCommandTests : IDisposable
{
    private readonly DataFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void A_table_is_fitted_written_and_says_where_it_comes_from()
    {
        var path = Path.Combine(_files.Folder, "report.json");
        Telling().Write(path);
        var outPath = Path.Combine(_files.Folder, "calibration.json");

        var table = CalibrationCommand.Run([path], outPath);

        var back = JsonSerializer.Deserialize<CalibrationTable>(File.ReadAllText(outPath), TanukiJson.Compact)!;
        Assert.Equal(JsonSerializer.Serialize(table, TanukiJson.Compact), JsonSerializer.Serialize(back, TanukiJson.Compact));
        Assert.Matches("^[0-9a-f]{12}$", table.Id);
        Assert.Equal(Recorded.Header.ModelSha256, table.ModelSha256);
        Assert.Equal("mbpp 601-680 (80 tasks, data dddddddddddd, 1 shown, 10 candidates, seed 7)", table.FittedOn);
        Assert.True(table.Confidence(1, Information.Little, 1).Value >= 0.9);
        Assert.True(table.Confidence(1, Information.Little, 0.2).Value < 0.5);
    }

    [Fact]
    public void The_same_reports_give_the_same_table() =>
        Assert.Equal(CalibrationCommand.Fit([Telling()]).Id, CalibrationCommand.Fit([Telling()]).Id);

    /// <summary>
    /// After three of ten candidates these tasks look settled, but the other seven would show that they are not. Fitted to
    /// whole rounds, stopping early would be taken for full agreement.
    /// </summary>
    [Fact]
    public void The_table_is_fitted_to_what_runs_with_it_stop_on()
    {
        var misleading = Enumerable.Range(701, 40).Select(id => Task(id, right: id % 2 == 0, "a", "a", "a", "b", "b", "b", "b", null, null, null));
        var settled = Enumerable.Range(601, 40).Select(id => Task(id, right: true, "a", "a", "a", "a", "a", "a", "a", "a", "a", "a"));

        var table = CalibrationCommand.Fit([Recorded.Report([.. settled, .. misleading])]);

        Assert.True(table.Confidence(1, Information.Little, 1).Value < 0.9);
    }

    [Theory]
    [InlineData("mbpp", "510")]
    [InlineData("mbpp", "11")]
    [InlineData("humaneval", "HumanEval/3")]
    public void Nothing_is_fitted_on_tasks_that_are_reported_on(string suite, string id)
    {
        var report = Recorded.Report(new TaskResult(id, Recorded.Claim(true, 0))) with { Header = Recorded.Header with { Suite = suite } };

        Assert.Contains($"Task {id}", Assert.Throws<TanukiException>(() => CalibrationCommand.Fit([report])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_about_different_models_or_without_answers_are_refused()
    {
        var other = Telling() with { Header = Recorded.Header with { ModelSha256 = "other" } };

        Assert.Contains("different models", Assert.Throws<TanukiException>(() => CalibrationCommand.Fit([Telling(), other])).Message, StringComparison.Ordinal);
        Assert.Contains("too few", Assert.Throws<TanukiException>(() => CalibrationCommand.Fit([Recorded.Report(new TaskResult("601", Recorded.Claim(true, 0)))])).Message, StringComparison.Ordinal);
        Assert.Throws<UsageException>(() => CalibrationCommand.Run([], "out.json"));
    }

    private static EvaluationReport Telling() => Recorded.Report(
    [
        .. Enumerable.Range(601, 40).Select(id => Task(id, right: id % 5 == 0, "a", "b", "c", "d", null, null, null, null, null, null)),
        .. Enumerable.Range(641, 40).Select(id => Task(id, right: true, "a", "a", "a", "a", "a", "a", "a", "a", "a", "a")),
    ]);

    private static TaskResult Task(int id, bool right, params string?[] behaviours) => new(
        id.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Recorded.Run([.. behaviours.Select((behaviour, i) => Recorded.Candidate(i + 1, behaviour, right && behaviour == "a"))]));
}
