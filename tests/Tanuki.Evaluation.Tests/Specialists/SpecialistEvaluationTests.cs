using Tanuki.Agents.Checking;
using Tanuki.Agents.Orchestration;
using Tanuki.Agents.Specialists;
using Tanuki.Core;
using Tanuki.Evaluation.Reports;
using Tanuki.Evaluation.Running;
using Tanuki.Evaluation.Specialists;
using Tanuki.Evaluation.Suites;
using Tanuki.Evaluation.Tests.Suites;
using Tanuki.Models.Backbones;
using Tanuki.Sandbox;

namespace Tanuki.Evaluation.Tests.Specialists;

/// <summary>Every suite on one task: words are scripted, programs are executed.</summary>
public sealed class SpecialistEvaluationTests : IAsyncLifetime
{
    private const string Line =
        """{"task_id": 601, "text": "Write a function to give the largest number of a list, or 0.", "code": "def largest(numbers):\r\n    best = 0\r\n    for n in numbers:\r\n        if n > best:\r\n            best = n\r\n    return best\r\n", "test_list": ["assert largest([1, 2]) == 2", "assert largest([3, 5, 4]) == 5", "assert largest([]) == 0"], "test_setup_code": "", "challenge_test_list": []}""";

    private const string Right = "def largest(numbers):\n    return max(numbers, default=0)\n";

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
    public async Task The_reviewer_finds_the_planted_defect_and_nothing_in_the_solution()
    {
        var report = await RunAsync("reviewer", request =>
            Asks(request, "You attack") ? "largest([7, 3])\nlargest([1, 9, 2])\n" : Asks(request, "Yes or No") ? "No." : Right);

        Assert.Equal("defects found: 1 of 1, raw 1 of 1; false alarms: 0 of 1, raw 1 of 1", Counts(report));
        Assert.Equal((true, false), (report.Tasks[0].Selected!.Right, report.Tasks[0].Raw!.Right));
    }

    [Fact]
    public async Task The_tester_is_judged_by_the_solution_and_by_its_mutants()
    {
        var report = await RunAsync("tester", request => Asks(request, "You write tests")
            ? "assert largest([3, 5, 4]) == 5\nassert largest([]) == 0\nassert largest([9, 2]) == 9\nassert largest([1]) == 2\n"
            : Right);

        Assert.Equal((true, false), (report.Tasks[0].Selected!.Right, report.Tasks[0].Raw!.Right));
        Assert.Contains("files all right: 1 of 1, raw 0 of 1", Counts(report), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("debugger", Right, "shown test passes: 1 of 1, raw 1 of 1; hidden tests pass: 1 of 1, raw 1 of 1")]
    [InlineData("architect", Right, "tasks solved: 1 of 1, raw 1 of 1")]
    [InlineData("planner-critic", "def largest(numbers):\n    return 2\n", "tasks solved: 0 of 1, raw 0 of 1")]
    [InlineData("documenter", "def largest(numbers):\n    \"\"\"The largest of numbers.\"\"\"\n    return max(numbers)\n",
        "code unchanged: 1 of 1, raw 0 of 1; and documented: 1 of 1, raw 0 of 1; parameters named: 1 of 1, raw 0 of 1")]
    [InlineData("optimizer", Right, "same results: 1 of 1, raw 1 of 1; and faster: 1 of 1, raw 1 of 1")]
    public async Task The_others_are_judged_by_execution(string suite, string answer, string counts) =>
        Assert.Equal(counts, Counts(await RunAsync(suite, _ => answer)));

    [Fact]
    public async Task An_evaluation_goes_on_where_it_stood_and_refuses_another_specialist()
    {
        var options = Options("architect");
        await using var model = new ScriptedBackbone((_, _) => Right);
        var first = await SpecialistEvaluation.RunAsync(options, Parts(model), SpecialistLibrary.Bundled, null, Token);
        var asked = model.Requests.Count;

        var again = await SpecialistEvaluation.RunAsync(options, Parts(model), SpecialistLibrary.Bundled, null, Token);

        Assert.Equal(asked, model.Requests.Count);
        Assert.Equal(ReportText.Of(first.Report), ReportText.Of(again.Report));
        Assert.Contains("tasks solved        1 of 1, raw 1 of 1\n", ReportText.Of(again.Report), StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_files.Folder, "architect.md"),
            "---\nname: architect\ndescription: Another.\njobs: [design]\ntakes: [task]\nreturns: plan\n---\n\n# User\n{{task}}\n");
        var other = SpecialistLibrary.Open([_files.Folder], []);
        await Assert.ThrowsAsync<TanukiException>(() => SpecialistEvaluation.RunAsync(options, Parts(model), other, null, Token));
    }

    [Fact]
    public async Task Tasks_that_cannot_be_used_are_told()
    {
        var path = _files.Write("mbpp.jsonl", Line,
            Line.Replace("601", "602", StringComparison.Ordinal).Replace("best = n", "best = -n", StringComparison.Ordinal));
        await using var model = new ScriptedBackbone((_, _) => Right);

        var outcome = await SpecialistEvaluation.RunAsync(Options("debugger", path), Parts(model), SpecialistLibrary.Bundled, null, Token);

        Assert.Equal(["602"], outcome.LeftOut);
    }

    private static bool Asks(GenerationRequest request, string words) => request.Messages[0].Content.Contains(words, StringComparison.Ordinal);

    private static string Counts(EvaluationReport report) => string.Join("; ", report.Summary.Specialist!.Counts
        .Select(row => $"{row.Name}: {row.Selected!.Done} of {row.Selected.Of}, raw {row.Raw.Done} of {row.Raw.Of}"));

    private async Task<EvaluationReport> RunAsync(string suite, Func<GenerationRequest, string> answer)
    {
        await using var model = new ScriptedBackbone((request, _) => answer(request));
        return (await SpecialistEvaluation.RunAsync(Options(suite), Parts(model), SpecialistLibrary.Bundled, null, Token)).Report;
    }

    private EvaluationOptions Options(string suite, string? data = null) => new()
    {
        Suite = new SuiteOptions { Suite = suite, DataPath = data ?? _files.Write("mbpp.jsonl", Line) },
        ReportPath = Path.Combine(_files.Folder, "report.json"),
        Jobs = 2,
    };

    private AgentParts Parts(IBackbone backbone) => new()
    {
        Backbone = _ => Task.FromResult(backbone),
        Sandbox = _sandbox,
        Checker = CandidateCheckers.Create(_sandbox, TimeProvider.System),
        CheckSlots = new SemaphoreSlim(2),
    };
}
