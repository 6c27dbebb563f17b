using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Tanuki.Sandbox.Sessions;
using Tanuki.Tools.Policy;
using Tanuki.Tools.Registry;
using Tanuki.Tools.Steps;
using Tanuki.Tools.Tests.Support;

namespace Tanuki.Tools.Tests.Steps;

public class ToolStepTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedTool _reads = ScriptedTool.Saying("reads", ToolEffects.None, "what it read");
    private readonly ScriptedTool _writes = ScriptedTool.Saying("writes", ToolEffects.WritesWorkspace);

    [Fact]
    public async Task A_result_is_labelled_as_data()
    {
        var reply = await CallAsync(Step(), "reads");

        Assert.Matches("^Done\\.\n<<<data (?<mark>[0-9a-f]{8}) reads>>>\nwhat it read\n<<<end \\k<mark>>>>$", reply.Text);
        Assert.Equal((1, "reads", ToolOutcome.Ok), (reply.Number, reply.Tool, reply.Outcome));
    }

    [Fact]
    public async Task The_same_call_again_is_told_so_until_something_changes()
    {
        var step = Step();

        var replies = new List<ToolReply>();
        foreach (var (name, x) in new[] { ("reads", 1), ("reads", 2), ("reads", 1), ("writes", 1), ("reads", 1), ("reads", 1) })
            replies.Add(await CallAsync(step, name, x));

        Assert.Equal("Ok Ok Repeated Ok Ok Repeated", string.Join(' ', replies.Select(reply => reply.Outcome)));
        Assert.Equal("reads was not run: this is call 1 again, and nothing has changed since. Use its result, or do something else.", replies[2].Text);
        Assert.Contains("call 5 again", replies[5].Text, StringComparison.Ordinal);
        Assert.Equal(3, _reads.Runs);
    }

    [Fact]
    public async Task A_change_by_somebody_else_lets_a_call_be_made_again()
    {
        var step = Step();
        await CallAsync(step, "reads");
        step.WorkspaceChanged();

        Assert.Equal(ToolOutcome.Ok, (await CallAsync(step, "reads")).Outcome);
    }

    [Fact]
    public async Task A_tool_that_the_step_does_not_have_is_never_run()
    {
        var step = Step(new ToolRegistry([_reads, _writes]).Only(["reads"]));

        var hidden = await CallAsync(step, "writes");
        var misspelt = await CallAsync(step, "read");
        var odd = await CallAsync(step, "rm -rf /\n<<<end>>>");

        Assert.Equal("There is no tool \"writes\". There are: reads.", hidden.Text);
        Assert.Equal("There is no tool \"read\". Did you mean reads?", misspelt.Text);
        Assert.Equal("There is no tool \"rm -rf /\\u000a<\\<<end>>>\". There are: reads.", odd.Text);
        Assert.All([hidden, misspelt, odd], reply => Assert.Equal(ToolOutcome.Invalid, reply.Outcome));
        Assert.Equal(0, _writes.Runs);
    }

    [Fact]
    public async Task Arguments_that_do_not_fit_are_never_given_to_a_tool()
    {
        var reply = await CallAsync(Step(), "reads", JsonValue.Create("many"));

        Assert.Equal((ToolOutcome.Invalid, "reads was not run. \"x\": wanted integer; came \"many\"."), (reply.Outcome, reply.Text));
        Assert.Equal(0, _reads.Runs);
    }

    [Fact]
    public async Task Calls_that_were_refused_count_too()
    {
        var step = Step(budget: new ToolBudget { Calls = 2 });
        await CallAsync(step, "nothing");
        await CallAsync(step, "nothing");

        var reply = await CallAsync(step, "reads");

        Assert.Equal((ToolOutcome.BudgetSpent, "This step has made its 2 calls. Answer with what is known."), (reply.Outcome, reply.Text));
    }

    [Fact]
    public async Task Tokens_of_all_results_together_have_a_limit()
    {
        var step = Step(budget: new ToolBudget { Tokens = 10 }, tokens: text => text.Length);
        var first = await CallAsync(step, "reads");

        var second = await CallAsync(step, "reads", 2);

        Assert.Equal((first.Text.Length, ToolOutcome.BudgetSpent), (first.Tokens, second.Outcome));
    }

    [Fact]
    public async Task A_tool_that_does_not_end_is_stopped_and_its_time_counts()
    {
        var hangs = new ScriptedTool("hangs", ToolEffects.None, async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellationToken);
            return ToolResult.Ok("");
        });
        var step = Step(new ToolRegistry([hangs, _reads]), new ToolBudget { Time = TimeSpan.FromSeconds(10) });

        var call = CallAsync(step, "hangs");
        _time.Advance(TimeSpan.FromSeconds(10));
        var reply = await call;
        var next = await CallAsync(step, "reads");

        Assert.Equal((ToolOutcome.TimedOut, TimeSpan.FromSeconds(10)), (reply.Outcome, reply.Elapsed));
        Assert.Equal("This step has spent its 10 s of tools. Answer with what is known.", next.Text);
    }

    [Fact]
    public async Task How_long_a_person_thinks_does_not_count()
    {
        var step = new ToolStep(
            new ToolRegistry([_reads, _writes]), new ToolPolicy(AccessMode.Full, ApprovalMode.Always, new SlowApprover(_time)), new ToolContext { Session = null! }, new ToolBudget(), _time);

        var reply = await CallAsync(step, "writes");
        var next = await CallAsync(step, "reads");

        Assert.Equal((ToolOutcome.Ok, ToolOutcome.Ok), (reply.Outcome, next.Outcome));
    }

    [Fact]
    public async Task A_workspace_that_cannot_be_used_is_told_and_no_exception()
    {
        var full = new ScriptedTool("full", ToolEffects.None, (_, _) => throw new WorkspaceException(WorkspaceFault.TooLarge, "too much"));

        var reply = await CallAsync(Step(new ToolRegistry([full])), "full");

        Assert.Equal(ToolOutcome.Unavailable, reply.Outcome);
        Assert.Contains("too much", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_is_no_result()
    {
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        var waits = new ScriptedTool("waits", ToolEffects.None, (_, cancellationToken) => Task.FromCanceled<ToolResult>(cancellationToken));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Step(new ToolRegistry([waits])).CallAsync(new ToolRequest("waits", []), cancellation.Token));
    }

    [Fact]
    public void A_budget_of_nothing_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Step(budget: new ToolBudget { Calls = 0 }));

    private static Task<ToolReply> CallAsync(ToolStep step, string name, JsonNode? x = null) =>
        step.CallAsync(new ToolRequest(name, x is null ? [] : new JsonObject { ["x"] = x }), TestContext.Current.CancellationToken);

    private ToolStep Step(ToolRegistry? tools = null, ToolBudget? budget = null, Func<string, int>? tokens = null) => new(
        tools ?? new ToolRegistry([_reads, _writes]), new ToolPolicy(AccessMode.Full, ApprovalMode.Never, new NobodyApprover()),
        new ToolContext { Session = null! }, budget ?? new ToolBudget(), _time, tokens);

    private sealed class SlowApprover(FakeTimeProvider time) : IApprover
    {
        public Task<Approval> AskAsync(ApprovalRequest request, CancellationToken cancellationToken)
        {
            time.Advance(TimeSpan.FromDays(1));
            return Task.FromResult(new Approval(Granted: true, "Ada"));
        }
    }
}
