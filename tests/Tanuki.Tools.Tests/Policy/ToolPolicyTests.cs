using System.Text.Json.Nodes;
using Tanuki.Tools.Commands.RunTests;
using Tanuki.Tools.Policy;
using Tanuki.Tools.Tests.Support;

namespace Tanuki.Tools.Tests.Policy;

public class ToolPolicyTests
{
    private static readonly ITool Reads = ScriptedTool.Saying("reads", ToolEffects.ReadsPrivateData);
    private static readonly ITool Fetches = ScriptedTool.Saying("fetches", ToolEffects.BringsUntrustedContent);
    private static readonly ToolContext Nothing = new() { Session = null! };

    [Fact]
    public async Task What_a_run_brought_in_stays_with_it()
    {
        var sends = ScriptedTool.Saying("sends", ToolEffects.ActsOutward);
        var policy = new ToolPolicy(AccessMode.Full, ApprovalMode.Never, new NobodyApprover());

        var outcomes = new List<ToolOutcome>();
        foreach (var tool in new[] { sends, Reads, sends, Fetches, sends, sends })
            outcomes.Add((await RunAsync(policy, tool)).Outcome);

        Assert.Equal([ToolOutcome.Ok, ToolOutcome.Ok, ToolOutcome.Ok, ToolOutcome.Ok, ToolOutcome.Refused, ToolOutcome.Refused], outcomes);
        Assert.Equal(2, sends.Runs);
        Assert.Equal(ToolEffects.ReadsPrivateData | ToolEffects.BringsUntrustedContent, policy.SoFar);
    }

    [Fact]
    public async Task What_failed_or_was_cancelled_may_have_read_all_the_same()
    {
        var policy = new ToolPolicy(AccessMode.Full, ApprovalMode.Never, new NobodyApprover());
        var fails = new ScriptedTool("fails", ToolEffects.ReadsPrivateData, (_, _) => throw new OperationCanceledException());

        await Assert.ThrowsAsync<OperationCanceledException>(() => RunAsync(policy, fails));

        Assert.Equal(ToolEffects.ReadsPrivateData, policy.SoFar);
    }

    [Fact]
    public async Task What_was_refused_brings_nothing_in()
    {
        var policy = new ToolPolicy(AccessMode.ReadOnly, ApprovalMode.Never, new NobodyApprover());

        var result = await RunAsync(policy, ScriptedTool.Saying("fetches", ToolEffects.BringsUntrustedContent | ToolEffects.ActsOutward));

        Assert.Equal((ToolOutcome.Refused, ToolEffects.None), (result.Outcome, policy.SoFar));
    }

    [Fact]
    public async Task A_person_is_shown_the_whole_call_and_every_answer_is_recorded()
    {
        var approver = new ScriptedApprover(true, false);
        var log = new List<PolicyRecord>();
        var policy = new ToolPolicy(AccessMode.WorkspaceWrite, ApprovalMode.OnRisk, approver, recorded: log.Add);
        var sends = ScriptedTool.Saying("sends", ToolEffects.ActsOutward);

        var allowed = await RunAsync(policy, sends, new JsonObject { ["x"] = 1 });
        var denied = await RunAsync(policy, sends, new JsonObject { ["x"] = 2 });

        Assert.Equal((ToolOutcome.Ok, ToolOutcome.Refused, 1), (allowed.Outcome, denied.Outcome, sends.Runs));
        Assert.Equal("sends was not run: a person was asked and did not allow it.", denied.Summary);
        Assert.Equal(["{\"x\":1}", "{\"x\":2}"], approver.Asked.Select(request => request.Arguments.ToJsonString()));
        Assert.Equal([true, false], policy.Records.Select(record => record.Allowed));
        Assert.All(policy.Records, record => Assert.Equal("Ada", record.Approval!.By));
        Assert.Equal(policy.Records, log);
    }

    [Fact]
    public async Task A_run_that_is_resumed_begins_with_what_it_had_brought_in()
    {
        var policy = new ToolPolicy(AccessMode.Full, ApprovalMode.Never, new NobodyApprover(), ToolEffects.ReadsPrivateData | ToolEffects.BringsUntrustedContent);

        Assert.Equal(ToolOutcome.Refused, (await RunAsync(policy, ScriptedTool.Saying("sends", ToolEffects.ActsOutward))).Outcome);
    }

    [Fact]
    public async Task What_programs_change_in_a_run_that_may_only_read_is_thrown_away()
    {
        await using var workspace = new Workspace();
        workspace.Add("a", "kept");
        var context = await workspace.OpenAsync(commands: new ProjectCommands(Test: "echo changed > a; echo new > b; cat a"));
        var policy = new ToolPolicy(AccessMode.ReadOnly, ApprovalMode.Never, new NobodyApprover());

        var result = await policy.Guard(new RunTestsTool()).RunAsync([], context, TestContext.Current.CancellationToken);

        Assert.Equal((ToolOutcome.Ok, "changed\n"), (result.Outcome, result.Data));
        Assert.Empty(await workspace.ChangesAsync());
    }

    private static Task<ToolResult> RunAsync(ToolPolicy policy, ITool tool, JsonObject? arguments = null) =>
        policy.Guard(tool).RunAsync(arguments ?? [], Nothing, TestContext.Current.CancellationToken);
}
