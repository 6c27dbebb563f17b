using Tanuki.Agents.Checking;
using Tanuki.Core.Evidence;

namespace Tanuki.Agents.Tests.Checking;

public sealed class CSharpCheckTests(CheckerFixture fixture)
{
    public static TheoryData<string> Programs => CheckScenario.Names("checks/csharp", "*.cs");

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task An_honest_program_passes_all_its_checks(string name)
    {
        var (code, plan) = CheckScenario.Read(Path.Combine(CheckScenario.Folder("checks/csharp"), name));
        var report = await fixture.Checker.CheckAsync(code, plan, TestContext.Current.CancellationToken);
        Assert.NotEmpty(report.Checks);
        Assert.All(report.Checks, check => Assert.True(check.Outcome == CheckOutcome.Passed, $"{check.Text}: {check.Detail}"));
    }

    [Fact]
    public async Task A_program_that_exits_or_is_wrong_passes_nothing()
    {
        var plan = new CheckPlan
        {
            Language = "csharp",
            EntryPoint = "F",
            Tests = new("tests.cs", "public class T { [Fact] public void A() => Assert.Equal(1, Solution.F(1)); [Fact] public void B() => Assert.ThrowsAny<Exception>(() => Solution.F(2)); }"),
            Examples = [new("F(3)", "4", "task text", "F(3) == 4"), new("F(3", "4", "task text", "cut off"), new("F(4)", "16", "task text", "F(4) == 16")],
            Probes = ["F(4)", "F(5)"],
        };
        var report = await fixture.Checker.CheckAsync(
            "public static int F(int n) { if (n < 3) Environment.Exit(0); if (n == 5) throw new DivideByZeroException(); return n * n; }",
            plan,
            TestContext.Current.CancellationToken);
        Assert.Equal(
            [CheckOutcome.Error, CheckOutcome.Error, CheckOutcome.Failed, CheckOutcome.Error, CheckOutcome.Passed],
            report.Checks.Select(c => c.Outcome));
        Assert.Equal(["skipped", "skipped"], report.Behaviour);
    }

    [Fact]
    public async Task Probes_tell_behaviour_by_value_and_exception()
    {
        var plan = new CheckPlan { Language = "csharp", EntryPoint = "F", Probes = ["F(4)", "F(5)"] };
        var report = await fixture.Checker.CheckAsync(
            "public static int F(int n) { if (n == 5) throw new DivideByZeroException(); return n * n; }", plan, TestContext.Current.CancellationToken);
        Assert.Equal(["16", "!DivideByZeroException"], report.Behaviour);
    }

    [Fact]
    public async Task A_program_that_does_not_compile_fails_its_build_with_the_compilers_words()
    {
        var plan = new CheckPlan { Language = "csharp", Examples = [new("F(1)", "1", "task text", "F(1) == 1")] };
        var report = await fixture.Checker.CheckAsync("public static int F(int n) { return missing; }", plan, TestContext.Current.CancellationToken);
        Assert.Equal([(CheckKind.Example, CheckOutcome.Failed), (CheckKind.Build, CheckOutcome.Failed)], report.Checks.Select(c => (c.Kind, c.Outcome)));
        Assert.Contains("CS0103", report.Checks[1].Detail, StringComparison.Ordinal);
    }
}
