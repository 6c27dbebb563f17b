using Tanuki.Agents.Checking;
using Tanuki.Core.Evidence;

namespace Tanuki.Agents.Tests.Checking;

public sealed class PythonCheckTests(CheckerFixture fixture)
{
    public static TheoryData<string> Programs => CheckScenario.Names("checks/python", "*.py");

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task An_honest_program_passes_all_its_checks(string name)
    {
        var (code, plan) = CheckScenario.Read(Path.Combine(CheckScenario.Folder("checks/python"), name));
        var report = await fixture.Checker.CheckAsync(code, plan, TestContext.Current.CancellationToken);
        Assert.NotEmpty(report.Checks);
        Assert.All(report.Checks, check => Assert.True(check.Outcome == CheckOutcome.Passed, $"{check.Text}: {check.Detail}"));
    }

    [Fact]
    public async Task Probes_tell_behaviour_apart_by_value_and_type()
    {
        var report = await Run(
            """
            import os
            def f(x):
                if x == "exit":
                    os._exit(0)
                if x == "spin":
                    while True:
                        pass
                return x
            class Node:
                def __init__(self):
                    self.next = None
            """,
            [], ["f(1)", "f(1.0)", "f(True)", "f('exit')", "f({2: 'b', 1: {3, 1}})", "f(0.1 + 0.2)", "f('spin')", "f([1, (2,)])", "1 // 0",
            "f()", "Node()", "map(f, [1, 2])", "g(1)"]);
        Assert.Equal(
            ["1", "1.0", "True", "!lost", "dict{1:set{1,3},2:'b'}", "0.3", "timeout", "[1,(2)]", "!ZeroDivisionError",
            "!TypeError", "Node(next=None)", "<map>", "!NameError"],
            report.Behaviour.Select(text => text.StartsWith("<map", StringComparison.Ordinal) ? "<map>" : text));
    }

    [Fact]
    public async Task A_wrong_program_is_not_probed()
    {
        var report = await Run("def f(x):\n    return x", [new("f(1)", "2", "task text", "f(1) == 2")], ["f(3)"]);
        Assert.Equal(["skipped"], report.Behaviour);
    }

    [Fact]
    public async Task A_failed_example_says_what_came_and_what_was_expected()
    {
        var report = await Run("def f(x):\n    return [x]\n\ndef g(x):\n    return x[3]", [new("f(1)", "1", "task text", "f(1) == 1"), new("g([])", "2", "docstring", "g([]) == 2")], []);
        Assert.Equal(
            [
                (CheckKind.Example, "task text", "f(1) == 1", CheckOutcome.Failed, "f(1)\n  actual:   [1]\n  expected: 1"),
                (CheckKind.Example, "docstring", "g([]) == 2", CheckOutcome.Failed, "the program raised IndexError: list index out of range\n  at line 5: return x[3]"),
            ],
            report.Checks.Select(c => (c.Kind, c.Origin, c.Text, c.Outcome, c.Detail)));
    }

    [Theory]
    [InlineData("def f(x: return", "the program does not load: SyntaxError")]
    [InlineData("import nothing_like_this", "the program does not load: ModuleNotFoundError")]
    [InlineData("def g(x):\n    return 1", "NameError: name 'f' is not defined")]
    [InlineData("", "NameError: name 'f' is not defined")]
    public async Task A_program_that_cannot_be_called_fails_with_the_reason(string code, string reason)
    {
        var report = await Run(code, [new("f(1)", "1", "task text", "f(1) == 1")], []);
        var check = Assert.Single(report.Checks);
        Assert.Equal(CheckOutcome.Failed, check.Outcome);
        Assert.StartsWith(reason, check.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("import nose\ndef test_a():\n    assert f(1) == 1", "No module named 'nose'")]
    [InlineData("def test_a(:", "not valid Python")]
    [InlineData("x = 1", "never calls the program")]
    [InlineData("import pytest\ndef test_a():\n    pytest.skip('no')", "skipped by the test file")]
    [InlineData("def helper():\n    assert f(1) == 2", "never calls the program")]
    public async Task Tests_that_decide_nothing_are_errors(string tests, string reason)
    {
        var plan = new CheckPlan { Language = "python", Tests = new("tests.py", tests), Time = TimeSpan.FromSeconds(4) };
        var report = await fixture.Checker.CheckAsync("def f(x):\n    return x", plan, TestContext.Current.CancellationToken);
        var check = Assert.Single(report.Checks);
        Assert.Equal(CheckOutcome.Error, check.Outcome);
        Assert.Contains(reason, check.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_language_gives_errors_only()
    {
        var plan = new CheckPlan { Language = "cobol", Examples = [new("f(1)", "1", "task text", "f(1) == 1")], Probes = ["f(2)"] };
        var report = await fixture.Checker.CheckAsync("", plan, TestContext.Current.CancellationToken);
        Assert.Equal([CheckOutcome.Error], report.Checks.Select(c => c.Outcome));
        Assert.Single(report.Behaviour);
    }

    private Task<CheckReport> Run(string code, IReadOnlyList<Example> examples, IReadOnlyList<string> probes) =>
        fixture.Checker.CheckAsync(
            code,
            new CheckPlan { Language = "python", EntryPoint = "f", Examples = examples, Probes = probes, Time = TimeSpan.FromSeconds(4) },
            TestContext.Current.CancellationToken);
}
