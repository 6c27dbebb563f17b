using Tanuki.Agents.Selection;
using Tanuki.Core;
using Tanuki.Core.Evidence;
using Tanuki.Core.Receipts;
using Tanuki.Core.Tasks;
using Tanuki.Evaluation.Reports;
using Tanuki.Evaluation.Running;
using Tanuki.Evaluation.Suites;
using Tanuki.Evaluation.Tests.Reports;
using Tanuki.Evaluation.Tests.Suites;
using Tanuki.Models.Backbones;

namespace Tanuki.Evaluation.Tests.Running;

public sealed class EvaluationRunnerTests : IDisposable
{
    private readonly DataFiles _files = new();
    private readonly ScriptedSuite _script = new();

    private static EvaluationTask[] ThreeTasks =>
        [.. Enumerable.Range(511, 3).Select(id => new EvaluationTask(
            $"{id}", new CodingTask { Text = $"task {id}", Language = "python" }, new SourceFile("hidden_tests.py", $"hidden {id}"), "f"))];

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Candidates_choice_and_hidden_results_are_recorded_in_the_order_of_the_suite()
    {
        var results = await RunAsync(Options());

        Assert.Equal(["511", "512", "513"], results.Select(result => result.Id));
        var selected = results[1].Selected!;
        Assert.Equal(
            [("c1", "wrong 512", false, "it is wrong"), ("c2", "right 512", true, null), ("c3", "right 512", true, null), ("c4", null, false, "no program")],
            selected.Candidates.Select(candidate => (candidate.Id, candidate.Code, candidate.Right, candidate.Hidden)));
        Assert.Equal(("c2", true, true, Verdict.Unverified), (selected.Chosen, selected.Right, selected.AnyRight, selected.Verdict));
        Assert.Equal(new SelectionFeatures(Accepted: true, Examples: 1, UserTests: 0, Agreeing: 2, Checked: 3, Probes: 1, Bits: 0, Passing: 3), selected.Features);
        Assert.Equal((new TokenUsage(10, 4, 20), new TimeUsage(1, 0.5, 0.2)), (selected.Tokens, selected.Seconds));
        Assert.Null(selected.Candidates[3].Checks);
        Assert.Equal((false, 1), (results[1].Raw!.Right, results[1].Raw!.Candidates.Count));
    }

    [Fact]
    public async Task Equal_programs_of_a_task_are_judged_once_by_its_hidden_tests()
    {
        await RunAsync(Options());

        Assert.Equal(
            [("right 511", "f", "hidden 511"), ("right 512", "f", "hidden 512"), ("right 513", "f", "hidden 513"), ("wrong 511", "f", "hidden 511"), ("wrong 512", "f", "hidden 512"), ("wrong 513", "f", "hidden 513")],
            _script.Judged.Order());
    }

    [Fact]
    public async Task Seeds_depend_on_the_task_alone()
    {
        await RunAsync(Options() with { Jobs = 1 });
        var all = _script.Solved.ToDictionary(run => (run.Id, run.Settings.Raw), run => run.Settings);
        _script.Solved.Clear();
        using var journal = EvaluationJournal.Open(Path.Combine(_files.Folder, "alone.jsonl"), Recorded.Header, fresh: false);
        await Runner().RunAsync([ThreeTasks[2]], Options(), "scripted", journal, null, TestContext.Current.CancellationToken);

        Assert.All(_script.Solved, run => Assert.Equal(all[(run.Id, run.Settings.Raw)], run.Settings));
        Assert.Equal(3, all.Values.Select(settings => settings.Seed).Distinct().Count());
        Assert.All(all.Values, settings => Assert.InRange(settings.Seed, 0, (1L << 53) - 1));
    }

    [Fact]
    public async Task The_baseline_alone_runs_nothing_else()
    {
        var results = await RunAsync(Options() with { Raw = true });

        Assert.All(results, result => Assert.Null(result.Selected));
        Assert.All(_script.Solved, run => Assert.True(run.Settings.Raw));
    }

    [Fact]
    public async Task An_interrupted_evaluation_goes_on_with_the_tasks_that_are_missing()
    {
        var failing = new EvaluationRunner(
            (id, task, settings, token) => id == "512" ? throw new BackboneUnavailableException("The model's process died.") : _script.SolveAsync(id, task, settings, token),
            _script,
            new SemaphoreSlim(2),
            TimeProvider.System);
        using (var journal = Open())
        {
            await Assert.ThrowsAsync<BackboneUnavailableException>(() =>
                failing.RunAsync(ThreeTasks, Options() with { Jobs = 1 }, "scripted", journal, null, TestContext.Current.CancellationToken));
        }

        Assert.Equal(["511", "511"], _script.Solved.Select(run => run.Id));
        _script.Solved.Clear();

        var seen = new List<EvaluationProgress>();
        var results = await RunAsync(Options() with { Jobs = 1 }, seen);

        Assert.Equal(["512", "512", "513", "513"], _script.Solved.Select(run => run.Id));
        Assert.Equal(3, results.Count);
        Assert.Equal(
            [new(1, 3, 1, 0, 1, null), new(2, 3, 1, 0, 2, "512"), new(3, 3, 1, 0, 3, "513")],
            seen);
    }

    [Fact]
    public async Task A_refused_task_counts_as_wrong_and_does_not_end_the_evaluation()
    {
        var runner = new EvaluationRunner(
            (id, task, settings, token) => id == "512" ? throw new ContextOverflowException(9000, 9500, 8192) : _script.SolveAsync(id, task, settings, token),
            _script,
            new SemaphoreSlim(2),
            TimeProvider.System);
        using var journal = Open();

        var results = await runner.RunAsync(ThreeTasks, Options(), "scripted", journal, null, TestContext.Current.CancellationToken);

        Assert.Contains("9000 tokens", results[1].Selected!.Failure, StringComparison.Ordinal);
        Assert.Equal((3, 2, 1), (EvaluationSummary.Of(results).Selected!.Trials, EvaluationSummary.Of(results).Selected!.Successes, EvaluationSummary.Of(results).Failures));
    }

    private static EvaluationOptions Options() => new() { Suite = new SuiteOptions { Suite = "mbpp", DataPath = "unused" }, Jobs = 2, Seed = 7 };

    private EvaluationRunner Runner() => new(_script.SolveAsync, _script, new SemaphoreSlim(2), TimeProvider.System);

    private EvaluationJournal Open() => EvaluationJournal.Open(Path.Combine(_files.Folder, "journal.jsonl"), Recorded.Header, fresh: false);

    private async Task<IReadOnlyList<TaskResult>> RunAsync(EvaluationOptions options, List<EvaluationProgress>? seen = null)
    {
        using var journal = Open();
        return await Runner().RunAsync(
            ThreeTasks, options, "scripted", journal, seen is null ? null : new Collecting(seen), TestContext.Current.CancellationToken);
    }

    private sealed class Collecting(List<EvaluationProgress> seen) : IProgress<EvaluationProgress>
    {
        public void Report(EvaluationProgress value) => seen.Add(value);
    }
}
