using Tanuki.Sandbox.Sessions;
using Tanuki.Tools.Tests.Scenarios;
using Tanuki.Tools.Tests.Support;

namespace Tanuki.Tools.Tests.Commands.Git;

public class ConfiguredProgramsTests
{
    /// <summary>What the scenarios attack with works where the tool's protection is missing.</summary>
    [Theory]
    [InlineData("configured_programs_at_status", "status")]
    [InlineData("configured_programs_at_diff", "diff")]
    [InlineData("configured_programs_at_log", "blame a")]
    public async Task Plain_git_runs_what_the_repository_configures(string scenario, string command)
    {
        await using var workspace = new Workspace();
        await ToolScenarioTests.FillAsync(workspace, ToolScenario.Load("git")[scenario], secret: "");
        await workspace.OpenAsync();

        await workspace.Session.RunAsync(
            new SessionCommand { Arguments = ["git", "-c", "safe.directory=*", .. command.Split(' ')] }, TestContext.Current.CancellationToken);

        Assert.Contains("+ pwned = ", await workspace.ChangesAsync());
    }
}
