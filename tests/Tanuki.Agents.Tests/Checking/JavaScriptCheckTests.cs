using Tanuki.Agents.Checking;
using Tanuki.Core.Evidence;

namespace Tanuki.Agents.Tests.Checking;

public sealed class JavaScriptCheckTests(CheckerFixture fixture)
{
    public static TheoryData<string> Programs => CheckScenario.Names("checks/javascript", "*.js");

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task An_honest_program_passes_all_its_checks(string name)
    {
        var (code, plan) = CheckScenario.Read(Path.Combine(CheckScenario.Folder("checks/javascript"), name));
        var report = await fixture.Checker.CheckAsync(code, plan, TestContext.Current.CancellationToken);
        Assert.NotEmpty(report.Checks);
        Assert.All(report.Checks, check => Assert.True(check.Outcome == CheckOutcome.Passed, $"{check.Text}: {check.Detail}"));
    }

    [Fact]
    public async Task Probes_tell_behaviour_apart_and_a_lost_process_voids_only_its_own()
    {
        var plan = new CheckPlan
        {
            Language = "javascript",
            EntryPoint = "f",
            Probes = ["f(1)", "f('1')", "f('exit')", "f('spin')", "f({ b: new Set([2, 1]), a: [undefined] })", "f(0.1 + 0.2)", "f.missing()", "g(1)"],
            Time = TimeSpan.FromSeconds(4),
        };
        var report = await fixture.Checker.CheckAsync(
            "const f = x => { if (x === 'exit') process.exit(0); if (x === 'spin') for (;;); return x; };",
            plan,
            TestContext.Current.CancellationToken);
        Assert.Equal(
            ["1", "\"1\"", "!lost", "timeout", "{\"a\":[undefined],\"b\":Set{1,2}}", "0.3", "!TypeError", "!ReferenceError"],
            report.Behaviour);
    }

    [Theory]
    [InlineData("const f = x => {", "the program does not load: SyntaxError")]
    [InlineData("const f = x => x.y.z;", "the program threw TypeError")]
    [InlineData("const f = x => [x];", "f(1)\n  actual:   [ 1 ]\n  expected: 1")]
    public async Task A_failed_example_says_why(string code, string detail)
    {
        var plan = new CheckPlan { Language = "javascript", Examples = [new("f(1)", "1", "task text", "f(1) === 1")] };
        var report = await fixture.Checker.CheckAsync(code, plan, TestContext.Current.CancellationToken);
        var check = Assert.Single(report.Checks);
        Assert.Equal(CheckOutcome.Failed, check.Outcome);
        Assert.StartsWith(detail, check.Detail, StringComparison.Ordinal);
    }
}
