using Tanuki.Agents.Checking;
using Tanuki.Agents.Orchestration;
using Tanuki.Core;
using Tanuki.Evaluation.Running;
using Tanuki.Evaluation.Suites;
using Tanuki.Evaluation.Suites.QuixBugs;
using Tanuki.Models.Backbones;
using Tanuki.Sandbox;

namespace Tanuki.Evaluation.Tests.Suites.QuixBugs;

public sealed class QuixBugsSuiteTests : IAsyncLifetime
{
    private readonly QuixBugsFolder _folder = new();
    private ISandbox _sandbox = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _sandbox = await SandboxFactory.OpenAsync(SandboxPreference.Auto, Token);

    public async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public void Programs_of_both_languages_are_tasks_and_those_without_tests_are_left_out()
    {
        var suite = QuixBugsSuite.Read(_folder.Path, examples: 0);

        Assert.Equal(["python/count", "python/double", "java/TWICE"], suite.Tasks.Select(task => task.Id));
        Assert.Equal(["python/untested", "java/LONE"], suite.LeftOut);
    }

    [Fact]
    public void Shown_examples_are_assertions_and_the_published_ones_are_taken_out()
    {
        var none = Task("python/double", examples: 0).Task;
        var one = Task("python/double", examples: 1).Task;
        var all = Task("python/double", examples: 9).Task;

        Assert.DoesNotContain("assert", none.Text, StringComparison.Ordinal);
        Assert.EndsWith("Your code should pass this test:\nassert double(1) == 2", one.Text, StringComparison.Ordinal);
        Assert.EndsWith("assert double(1) == 2\nassert double(4) == 8", all.Text, StringComparison.Ordinal);
        Assert.Equal("def double(n):\n    return 3 * n\n\n\"\"\"\nDouble\n\nInput:\n    n: a number\n\n\"\"\"\n", one.Files[0].Content);
    }

    [Theory]
    [InlineData("python/double", QuixBugsFolder.RightPython, null)]
    [InlineData("python/double", "def double(n):\n    return n * n / 2\n", null)]
    [InlineData("python/double", "def double(n):\n    return 2\n", "failed: test_double[1]")]
    [InlineData("python/double", "double = undefined\n", "Run: Failed: NameError: name 'undefined' is not defined")]
    [InlineData("python/count", "def count(node):\n    return 1 + count(node.successor) if node else 0\n", null)]
    [InlineData("python/count", "def count(node):\n    print('ok 1 - test1')\n    return 1\n", "failed: test1")]
    [InlineData("java/TWICE", QuixBugsFolder.RightJava, null)]
    [InlineData("java/TWICE", "public class TWICE {\n    public static int twice(int n) {\n        return n + n;\n    }\n}\n", null)]
    [InlineData("java/TWICE", "public class TWICE {\n    public static int twice(int n) {\n        while (n < 10) { }\n        return 42;\n    }\n}\n", "failed: test_0")]
    public async Task Answers_are_judged_by_the_published_tests_that_the_task_does_not_show(string id, string code, string? why)
    {
        var tests = new HiddenTests(Task(id, examples: 1), new CandidateChecker(_sandbox), new SemaphoreSlim(1), _sandbox);

        var outcome = Assert.Single(await tests.JudgeAsync([code], Token));

        Assert.Equal(new HiddenOutcome(why is null, why), outcome);
    }

    [Fact]
    public async Task The_whole_evaluation_works_on_both_languages()
    {
        await using var model = new ScriptedBackbone((request, _) =>
            (request.Messages[^1].Content.Contains("TWICE", StringComparison.Ordinal) ? QuixBugsFolder.RightJava : QuixBugsFolder.RightPython) + "```\n");
        var options = new EvaluationOptions
        {
            Suite = new SuiteOptions { Suite = SuiteReader.QuixBugs, DataPath = _folder.Path },
            Raw = true,
            ReportPath = Path.Combine(_folder.Path, "report.json"),
        };

        var outcome = await EvaluationCommand.RunAsync(options, Parts(model), null, Token);

        Assert.Equal(["java/TWICE", "python/double"], outcome.Report.Tasks.Where(task => task.Raw!.Right).Select(task => task.Id).Order(StringComparer.Ordinal));
        Assert.Equal((1, 2), (outcome.Report.Header.Examples, outcome.LeftOut.Count));
    }

    [Fact]
    public void Another_folder_is_told() => Assert.Contains(
        "not a copy of QuixBugs", Assert.Throws<UsageException>(() => QuixBugsSuite.Read(Path.GetTempPath(), 0)).Message, StringComparison.Ordinal);

    private EvaluationTask Task(string id, int examples) => QuixBugsSuite.Read(_folder.Path, examples).Tasks.Single(task => task.Id == id);

    private AgentParts Parts(ScriptedBackbone model) => new()
    {
        Backbone = _ => System.Threading.Tasks.Task.FromResult<IBackbone>(model),
        Sandbox = _sandbox,
        Checker = new CandidateChecker(_sandbox),
    };
}
