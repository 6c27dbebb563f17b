using Tanuki.Core.Evidence;

namespace Tanuki.Agents.Tests.Checking;

/// <summary>Programs that try to pass without being right; each names the plan that an honest program passes.</summary>
public sealed class CheatTests(CheckerFixture fixture)
{
    public static TheoryData<string> PythonCheats => CheckScenario.Names("cheats/python", "*.py");

    public static TheoryData<string> PythonPlans => CheckScenario.Names("cheats/python/plans", "*.py");

    public static TheoryData<string> JavaScriptCheats => CheckScenario.Names("cheats/javascript", "*.js");

    public static TheoryData<string> JavaScriptPlans => CheckScenario.Names("cheats/javascript/plans", "*.js");

    public static TheoryData<string> CSharpCheats => CheckScenario.Names("cheats/csharp", "*.cs");

    public static TheoryData<string> CSharpPlans => CheckScenario.Names("cheats/csharp/plans", "*.cs");

    [Theory]
    [MemberData(nameof(CSharpPlans))]
    public Task An_honest_csharp_program_passes_the_plan(string name) => PassesAsync("cheats/csharp/plans", name);

    [Theory]
    [MemberData(nameof(CSharpCheats))]
    public Task No_csharp_cheat_passes_a_test(string name) => FailsAsync("cheats/csharp", name);

    [Theory]
    [MemberData(nameof(JavaScriptPlans))]
    public Task An_honest_javascript_program_passes_the_plan(string name) => PassesAsync("cheats/javascript/plans", name);

    [Theory]
    [MemberData(nameof(JavaScriptCheats))]
    public Task No_javascript_cheat_passes_a_test(string name) => FailsAsync("cheats/javascript", name);

    [Theory]
    [MemberData(nameof(PythonPlans))]
    public Task An_honest_python_program_passes_the_plan(string name) => PassesAsync("cheats/python/plans", name);

    [Theory]
    [MemberData(nameof(PythonCheats))]
    public Task No_python_cheat_passes_a_test(string name) => FailsAsync("cheats/python", name);

    private async Task PassesAsync(string folder, string name)
    {
        var (code, plan) = CheckScenario.Read(Path.Combine(CheckScenario.Folder(folder), name));
        var report = await fixture.Checker.CheckAsync(code, plan, TestContext.Current.CancellationToken);
        Assert.All(report.Checks, check => Assert.True(check.Outcome == CheckOutcome.Passed, $"{check.Text}: {check.Detail}"));
    }

    private async Task FailsAsync(string folder, string name)
    {
        var path = Path.Combine(CheckScenario.Folder(folder), name);
        var code = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        var planFile = CheckScenario.First(code, "plan") + Path.GetExtension(path).Replace(".mjs", ".js", StringComparison.Ordinal);
        var plan = CheckScenario.Read(Path.Combine(CheckScenario.Folder(folder), "plans", planFile)).Plan with { Time = TimeSpan.FromSeconds(2) };
        var report = await fixture.Checker.CheckAsync(code, plan, TestContext.Current.CancellationToken);
        var tests = report.Checks.Where(check => check.Kind == CheckKind.UserTest).ToList();
        Assert.NotEmpty(tests);
        Assert.All(tests, check => Assert.True(check.Outcome != CheckOutcome.Passed, $"{check.Text} was called passed"));
        Assert.Contains(report.Checks, check => check.Kind == CheckKind.Example && check.Outcome != CheckOutcome.Passed);
    }
}
