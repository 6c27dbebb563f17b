using Tanuki.Agents.Checking;
using Tanuki.Agents.Orchestration;
using Tanuki.Core;
using Tanuki.Core.Evidence;
using Tanuki.Evaluation.Reports;
using Tanuki.Evaluation.Running;
using Tanuki.Evaluation.Statistics;
using Tanuki.Evaluation.Suites;
using Tanuki.Evaluation.Tests.Suites;
using Tanuki.Models.Backbones;
using Tanuki.Sandbox;

namespace Tanuki.Evaluation.Tests.Running;

/// <summary>The real agent, sandbox and checker; only the model's words are scripted.</summary>
public sealed class EvaluationCommandTests : IAsyncLifetime
{
    private readonly DataFiles _files = new();
    private ISandbox _sandbox = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _sandbox = await SandboxFactory.OpenAsync(SandboxPreference.Auto, Token);

    public async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        _files.Dispose();
    }

    [Fact]
    public async Task An_mbpp_evaluation_runs_resumes_replays_and_compares()
    {
        var options = Options("mbpp", _files.Write("mbpp.jsonl", DataFiles.MbppLine(511), DataFiles.MbppLine(512)));
        await using var model = Model("def add(a, b):\n    return a - b\n", "def add(a, b):\n    return a + b\n");

        var first = await EvaluationCommand.RunAsync(options, Parts(model), null, Token);

        Assert.Equal((0, 2), (first.Report.Summary.Raw!.Successes, first.Report.Summary.Raw.Trials));
        Assert.Equal((2, 2), (first.Report.Summary.Selected!.Successes, first.Report.Summary.Selected.Trials));
        Assert.Equal(new PairedTable(0, 2, 0, 0), first.Report.Summary.Difference!.Table);
        Assert.Equal([false, true, true], first.Report.Tasks[0].Selected!.Candidates.Select(candidate => candidate.Right));
        Assert.Equal(2, first.Report.Tasks[0].Selected!.Features.Agreeing);

        var requests = model.Requests.Count;
        var again = await EvaluationCommand.RunAsync(options, Parts(model), null, Token);
        Assert.Equal(requests, model.Requests.Count);
        Assert.Equal(ReportText.Of(first.Report), ReportText.Of(again.Report));

        var replayed = EvaluationCommand.Replay(again.Path);
        Assert.Equal(first.Report.Tasks.Select(task => task.Selected!.Chosen), replayed.Tasks.Select(task => task.Selected!.Chosen));
        Assert.Equal(first.Report.Tasks.Select(task => task.Selected!.Features), replayed.Tasks.Select(task => task.Selected!.Features));
        Assert.Equal(new PairedTable(2, 0, 0, 0), ReportComparison.Of(first.Report, replayed).Paired.Table);
    }

    [Fact]
    public async Task Human_eval_is_judged_by_its_check_function()
    {
        var options = Options("humaneval", _files.WriteZipped("HumanEval.jsonl.gz", DataFiles.HumanEvalLine));
        await using var model = Model("def twice(x):\n    return x + x\n", "def twice(x):\n    return 4\n");

        var outcome = await EvaluationCommand.RunAsync(options with { Raw = true }, Parts(model), null, Token);

        var raw = Assert.Single(outcome.Report.Tasks).Raw!;
        Assert.True(raw.Right, raw.Candidates[0].Hidden ?? raw.Candidates[0].Text);
    }

    [Fact]
    public async Task Full_rounds_are_recorded_under_no_calibration_and_promise_nothing()
    {
        var options = Options("mbpp", _files.Write("mbpp.jsonl", DataFiles.MbppLine(511))) with { FullRounds = true };
        await using var model = Model("nothing", "def add(a, b):\n    return a + b\n");

        var report = (await EvaluationCommand.RunAsync(options, Parts(model), null, Token)).Report;

        Assert.Equal(("none", 3), (report.Header.Calibration, report.Tasks[0].Selected!.Candidates.Count));
        Assert.NotEqual(Verdict.Verified, report.Tasks[0].Selected!.Verdict);
    }

    [Fact]
    public async Task Wrong_options_and_unusable_data_are_explained_before_anything_runs()
    {
        var data = _files.Write("mbpp.jsonl", DataFiles.MbppLine(511), DataFiles.MbppLine(511));
        await using var model = new ScriptedBackbone();
        var options = Options("mbpp", data);

        await Refuses<UsageException>(options with { Candidates = 0 }, "between 1 and 64");
        await Refuses<UsageException>(options with { Jobs = 0 }, "between 1 and 64");
        await Refuses<UsageException>(options with { BudgetSeconds = double.NaN }, "above 0");
        await Refuses<UsageException>(options with { Suite = options.Suite with { Tasks = TaskRange.Parse("600-") } }, "in the range 600-");
        await Refuses<TanukiException>(options, "same id");
        Assert.Empty(model.Requests);

        async Task Refuses<T>(EvaluationOptions wrong, string message)
            where T : TanukiException =>
            Assert.Contains(
                message,
                (await Assert.ThrowsAsync<T>(() => EvaluationCommand.RunAsync(wrong, Parts(model), null, Token))).Message,
                StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_of_the_baseline_alone_cannot_be_replayed()
    {
        var path = Path.Combine(_files.Folder, "raw.json");
        var header = Tests.Reports.Recorded.Header with { Raw = true };
        EvaluationReport.Of(header, [new TaskResult("511", Raw: Tests.Reports.Recorded.Claim(true, 0))], 1).Write(path);

        Assert.Contains("only the baseline", Assert.Throws<TanukiException>(() => EvaluationCommand.Replay(path)).Message, StringComparison.Ordinal);
    }

    /// <summary>The baseline, and the first of each round, say one thing; all others another.</summary>
    private static ScriptedBackbone Model(string first, string others) => new((request, sample) =>
        $"```python\n{(sample == 0 ? first : others)}```"[(request.AssistantPrefill.Length > 0 ? "```python\n".Length : 0)..]);

    private EvaluationOptions Options(string suite, string data) => new()
    {
        Suite = new SuiteOptions { Suite = suite, DataPath = data },
        Candidates = 3,
        RepairRounds = 0,
        Jobs = 2,
        ReportPath = Path.Combine(_files.Folder, "report.json"),
    };

    private AgentParts Parts(ScriptedBackbone model) => new()
    {
        Backbone = _ => Task.FromResult<IBackbone>(model),
        Sandbox = _sandbox,
        Checker = new CandidateChecker(_sandbox),
    };
}
