using Tanuki.Agents.Checking;
using Tanuki.Agents.Tests.Orchestration;
using Tanuki.Core.Secrets;

namespace Tanuki.Agents.Tests.Checking;

public sealed class RedactingCheckerTests
{
    [Fact]
    public async Task What_programs_say_has_no_secrets_and_stays_comparable()
    {
        const string Known = "planted-in-the-environment-7";
        var checker = new RedactingChecker(
            new ScriptedChecker(_ => (false, $"'{Known}'")), SecretScanner.For(new Dictionary<string, string> { ["A_TOKEN"] = Known }));
        var plan = new CheckPlan
        {
            Language = "python",
            Examples = [new Example("f()", "1", "task text", $"f('{Known}') == 1")],
            Probes = ["f(1)", "f(2)"],
        };

        var report = await checker.CheckAsync("code", plan, TestContext.Current.CancellationToken);

        Assert.Matches(@"^f\('\[secret:env:\w{8}\]'\) == 1$", Assert.Single(report.Checks).Text);
        Assert.Equal("wrong value", report.Checks[0].Detail);
        Assert.Matches(@"^'\[secret:env:\w{8}\]'$", report.Behaviour[0]);
        Assert.Equal(report.Behaviour[0], report.Behaviour[1]);
    }
}
