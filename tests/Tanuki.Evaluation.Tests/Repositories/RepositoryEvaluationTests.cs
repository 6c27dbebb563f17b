using Tanuki.Agents.Checking;
using Tanuki.Agents.Orchestration;
using Tanuki.Core;
using Tanuki.Core.Evidence;
using Tanuki.Evaluation.Reports;
using Tanuki.Evaluation.Repositories;
using Tanuki.Evaluation.Repositories.Solving;
using Tanuki.Evaluation.Running;
using Tanuki.Evaluation.Statistics;
using Tanuki.Evaluation.Suites;
using Tanuki.Models.Backbones;

namespace Tanuki.Evaluation.Tests.Repositories;

public sealed class RepositoryEvaluationTests(CaseFixture cases) : IClassFixture<CaseFixture>, IDisposable
{
    private readonly string _report = Path.Combine(Path.GetTempPath(), $"tanuki-report-{Guid.NewGuid():n}.json");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        File.Delete(_report);
        File.Delete(_report + ".journal.jsonl");
    }

    [Fact]
    public async Task A_solver_is_paired_with_the_model_asked_once_and_a_finished_evaluation_is_not_done_again()
    {
        await using var model = new ScriptedBackbone((_, _) => "def nothing():\n    pass\n```\nThat is all.");
        var solver = new ScriptedSolver((task, _) => Task.FromResult(CaseFixture.Answer(
            (CaseFixture.Source, task.Id.EndsWith('1') ? CaseFixture.Fixed : CaseFixture.Broken)) with { Verdict = Verdict.Verified }));

        var first = await RepositoryEvaluation.RunAsync(Options(), Parts(model), solver, null, Token);

        var summary = first.Report.Summary;
        Assert.Equal((0, 1, 2), (summary.Raw!.Successes, summary.Selected!.Successes, summary.Tasks));
        Assert.Equal(new PairedTable(0, 1, 0, 1), summary.Difference!.Table);
        Assert.Equal((0, 2), (summary.LocalisedFirst!.Successes, summary.LocalisedInThree!.Successes));
        Assert.Equal((1, 2), (summary.VerifiedPrecision!.Successes, summary.VerifiedPrecision.Trials));
        Assert.Contains("in the first three  2 of 2", ReportText.Of(first.Report), StringComparison.Ordinal);
        Assert.Equal([CaseFixture.Source], first.Report.Tasks[0].Raw!.Repository!.Changed);

        var again = await RepositoryEvaluation.RunAsync(Options(), Parts(model), solver, null, Token);
        Assert.Equal((2, 2), (solver.Tasks.Count, model.Requests.Count));
        Assert.Equal(ReportText.Of(first.Report), ReportText.Of(again.Report));
        Assert.Equal(ReportText.Of(first.Report), ReportText.Of(EvaluationReport.Read(again.Path)));
        Assert.Contains("about repositories", Assert.Throws<TanukiException>(() => EvaluationCommand.Replay(_report)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tanuki_itself_is_what_is_measured()
    {
        await using var model = new ScriptedBackbone((request, _) => request.AssistantPrefill.EndsWith("def rebate(amount):\n", StringComparison.Ordinal)
            ? "    return max(0, amount - 10)\n```\n"
            : "def nothing():\n    pass\n```\n");

        var report = (await RepositoryEvaluation.RunAsync(Options() with { Suite = Suite with { Limit = 1 } }, Parts(model), null, Token)).Report;

        Assert.Equal((0, 1), (report.Summary.Raw!.Successes, report.Summary.Selected!.Successes));
        var selected = report.Tasks[0].Selected!;
        Assert.Equal((Verdict.Verified, 1), (selected.Verdict, selected.Repository!.LocalisedAt));
        Assert.Equal([CaseFixture.Source], selected.Repository.Changed);
    }

    [Fact]
    public async Task An_interrupted_evaluation_goes_on_where_it_stood()
    {
        await using var model = new ScriptedBackbone((_, _) => "");
        var stops = new ScriptedSolver((task, _) => task.Id == "shop-001"
            ? Task.FromResult(CaseFixture.Answer((CaseFixture.Source, CaseFixture.Fixed)))
            : throw new BackboneUnavailableException("The model's process died."));
        var works = new ScriptedSolver((_, _) => Task.FromResult(CaseFixture.Answer((CaseFixture.Source, CaseFixture.Fixed))));

        await Assert.ThrowsAsync<BackboneUnavailableException>(() => RepositoryEvaluation.RunAsync(Options(), Parts(model), stops, null, Token));
        var report = (await RepositoryEvaluation.RunAsync(Options(), Parts(model), works, null, Token)).Report;

        Assert.Equal(["shop-002"], works.Tasks.Select(task => task.Id));
        Assert.Equal(2, report.Summary.Selected!.Successes);
    }

    [Fact]
    public async Task A_solver_sees_the_repository_and_its_failure_and_nothing_of_the_bug()
    {
        var seen = new List<string>();
        await using var model = new ScriptedBackbone((_, _) => "");
        var solver = new ScriptedSolver((task, _) =>
        {
            seen.AddRange(Directory.EnumerateFileSystemEntries(task.Folder).Select(path => Path.GetFileName(path)!));
            File.WriteAllText(Path.Combine(task.Folder, CaseFixture.Source), "spoilt");
            return Task.FromResult(CaseFixture.Answer());
        });

        var report = (await RepositoryEvaluation.RunAsync(Options() with { Suite = Suite with { Limit = 1 } }, Parts(model), solver, null, Token)).Report;

        Assert.Equal(["README.md", "shop", "tests"], seen.Order(StringComparer.Ordinal));
        var task = Assert.Single(solver.Tasks);
        Assert.Contains("AssertionError: 25 != 5", task.TestOutput, StringComparison.Ordinal);
        Assert.DoesNotContain("arithmetic", $"{task}", StringComparison.Ordinal);
        Assert.False(Directory.Exists(task.Folder));
        Assert.Equal(CaseFixture.Broken, File.ReadAllText(Path.Combine(cases.Read().Repository, CaseFixture.Source)));
        Assert.Empty(report.Tasks[0].Selected!.Repository!.Changed);
    }

    [Fact]
    public async Task A_solver_that_does_not_answer_in_time_or_refuses_is_wrong()
    {
        await using var model = new ScriptedBackbone((_, _) => "") { Info = new BackboneInfo("tiny", "unknown", 64) };
        var solver = new ScriptedSolver(async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return CaseFixture.Answer();
        });

        var report = (await RepositoryEvaluation.RunAsync(Options() with { BudgetSeconds = 0.1, Suite = Suite with { Limit = 1 } }, Parts(model), solver, null, Token)).Report;

        Assert.Equal("no answer within 0.1 s", report.Tasks[0].Selected!.Failure);
        Assert.Contains("context holds 64", report.Tasks[0].Raw!.Failure, StringComparison.Ordinal);
        Assert.Equal((false, 1), (report.Tasks[0].Selected!.Right, report.Summary.Failures));
    }

    [Fact]
    public async Task The_model_asked_once_gets_the_failure_and_the_best_file_and_writes_it_anew()
    {
        await using var model = new ScriptedBackbone((_, _) => CaseFixture.Fixed + "```\n");

        var report = (await RepositoryEvaluation.RunAsync(Options() with { Raw = true }, Parts(model), null, null, Token)).Report;

        Assert.Equal((2, 2), (report.Summary.Raw!.Successes, report.Summary.LocalisedFirst!.Successes));
        var request = model.Requests[0];
        Assert.Equal((0f, "```python\n"), (request.Temperature, request.AssistantPrefill));
        Assert.Contains("AssertionError: 25 != 5", request.Messages[1].Content, StringComparison.Ordinal);
        Assert.Contains(CaseFixture.Broken.TrimEnd(), request.Messages[1].Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_options_are_explained()
    {
        await using var model = new ScriptedBackbone();
        var elsewhere = Options() with { Raw = true, Suite = Suite with { DataPath = Path.GetTempPath() + "tanuki-nowhere" } };
        Assert.Contains("synth bugs", (await Assert.ThrowsAsync<UsageException>(() => RepositoryEvaluation.RunAsync(elsewhere, Parts(model), null, null, Token))).Hint, StringComparison.Ordinal);
        var none = Options() with { Raw = true, Suite = Suite with { Tasks = TaskRange.Parse("7-9") } };
        Assert.Contains("in the range 7-9", (await Assert.ThrowsAsync<UsageException>(() => RepositoryEvaluation.RunAsync(none, Parts(model), null, null, Token))).Message, StringComparison.Ordinal);
    }

    private SuiteOptions Suite => new() { Suite = SuiteReader.Repositories, DataPath = cases.Folder };

    private EvaluationOptions Options() => new() { Suite = Suite, Jobs = 1, ReportPath = _report };

    private AgentParts Parts(ScriptedBackbone model) => new()
    {
        Backbone = _ => Task.FromResult<IBackbone>(model),
        Sandbox = cases.Sandbox,
        Checker = new CandidateChecker(cases.Sandbox),
    };

    private sealed class ScriptedSolver(Func<RepositoryTask, CancellationToken, Task<RepositoryAnswer>> solve) : IRepositorySolver
    {
        public List<RepositoryTask> Tasks { get; } = [];

        public string Name => "scripted";

        public Task<RepositoryAnswer> SolveAsync(RepositoryTask task, CancellationToken cancellationToken)
        {
            Tasks.Add(task);
            return solve(task, cancellationToken);
        }
    }
}
