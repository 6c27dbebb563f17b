using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Tanuki.Core.Secrets;
using Tanuki.Sandbox.Profiles.Errors;
using Tanuki.Tools.Policy;
using Tanuki.Tools.Registry;
using Tanuki.Tools.Steps;
using Tanuki.Tools.Tests.Support;

namespace Tanuki.Tools.Tests.Steps;

/// <summary>No secret that a tool came upon is in what a model is told, nor in what a log gets.</summary>
public sealed class SecretTests
{
    private const string Known = "planted-in-the-environment-1";
    private const string Formed = "glpat-" + "a1B2c3D4e5F6g7H8i9J0";

    private static readonly SecretScanner Secrets = SecretScanner.For(new Dictionary<string, string> { ["X_TOKEN"] = Known });

    [Theory]
    [InlineData("key " + Known + "!", @"key \[secret:env:\w{8}\]!")]
    [InlineData("A=" + Formed, @"A=\[secret:gitlab-token:\w{8}\]")]
    [InlineData("glpat-\u001b[31ma1B2c3D4e5F6g7H8i9J0\u001b[0m", @"\[secret:gitlab-token:\w{8}\]")]
    [InlineData("cGxhbnRlZC1pbi10aGUtZW52aXJvbm1lbnQtMQ==", @"\[secret:env:\w{8}\].*")]
    public async Task What_a_tool_returns_has_its_secrets_replaced(string data, string expected)
    {
        var reply = await CallAsync(ToolResult.Ok("Done.", data));

        Assert.Matches($"^Done\\.\n<<<data \\w{{8}} tool>>>\n{expected}\n<<<end \\w{{8}}>>>$", reply.Text);
    }

    [Fact]
    public async Task A_secret_across_the_end_of_what_is_shown_is_not_shown_in_part()
    {
        var limits = new ToolLimits { ResultCharacters = 200 };
        for (var before = 90; before < 140; before++)
        {
            var reply = await CallAsync(ToolResult.Ok("Done.", $"{new string('-', before)} {Known} {new string('-', 5000)}"), limits);

            Assert.DoesNotContain(Known[..6], reply.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_left_out_is_counted_once()
    {
        var data = string.Concat(Enumerable.Range(1, 1000).Select(number => $"{number}\n"));

        var reply = await CallAsync(ToolResult.Ok("Done.", data), new ToolLimits { ResultCharacters = 300 });

        Assert.Matches(@"\n\[… 9[0-2]\d lines, 3[56]\d\d characters left out …\]\n", reply.Text);
    }

    [Fact]
    public async Task Sentences_and_diagnostics_have_none_either()
    {
        var found = new Diagnostic($"{Known}.py", 1, 2, null, $"token {Formed}");

        var reply = await CallAsync(ToolResult.Failed($"There is no {Known}.") with { Diagnostics = [found] });

        Assert.Matches(@"^There is no \[secret:env:\w{8}\]\.$", reply.Text);
        Assert.Matches(@"^\[secret:env:\w{8}\]\.py:1:2: token \[secret:gitlab-token:\w{8}\]$", Assert.Single(reply.Diagnostics).ToString());
    }

    [Fact]
    public async Task A_person_sees_the_call_and_the_log_does_not()
    {
        var approver = new ScriptedApprover(false);
        var log = new List<PolicyRecord>();
        var policy = new ToolPolicy(AccessMode.Full, ApprovalMode.OnRisk, approver, recorded: log.Add) { Secrets = Secrets };
        var sends = ScriptedTool.Saying("sends", ToolEffects.ActsOutward);

        await policy.Guard(sends).RunAsync(
            new JsonObject { ["to"] = new JsonArray($"https://example.org/?q={Known}"), [Formed] = 1 }, new ToolContext { Session = null! },
            TestContext.Current.CancellationToken);

        Assert.Contains(Known, Assert.Single(approver.Asked).Arguments.ToJsonString(), StringComparison.Ordinal);
        var recorded = Assert.Single(log).Request.Arguments.ToJsonString();
        Assert.Matches(@"^\{""to"":\[""https://example\.org/\?q=\[secret:env:\w{8}\]""\],""\[secret:gitlab-token:\w{8}\]"":1\}$", recorded);
        Assert.Equal(log, policy.Records);
    }

    [Fact]
    public async Task What_stands_for_a_secret_is_not_written_in_its_place()
    {
        await using var workspace = new Workspace();
        workspace.Add("a.env", $"A={Formed}\nB=1\n");
        var context = await workspace.OpenAsync();
        var step = Step(new ToolRegistry(BuiltInTools.All()), context);
        var read = await CallAsync(step, "read_file", new JsonObject { ["path"] = "a.env" });
        var shown = read.Text[read.Text.IndexOf("[secret", StringComparison.Ordinal)..][..31];

        var whole = await CallAsync(step, "write_file", new JsonObject { ["path"] = "a.env", ["content"] = $"A={shown}\nB=2\n" });
        var part = await CallAsync(step, "replace_text", new JsonObject { ["path"] = "a.env", ["old_text"] = "B=1", ["new_text"] = "B=2" });

        Assert.Equal((ToolOutcome.Failed, ToolOutcome.Ok), (whole.Outcome, part.Outcome));
        Assert.Equal([$"~ a.env = A={Formed}\nB=2\n"], await workspace.ChangesAsync());
    }

    private static Task<ToolReply> CallAsync(ToolResult result, ToolLimits? limits = null)
    {
        var tool = new ScriptedTool("tool", ToolEffects.None, (_, _) => Task.FromResult(result), limits);
        return CallAsync(Step(new ToolRegistry([tool]), new ToolContext { Session = null! }), "tool", []);
    }

    private static Task<ToolReply> CallAsync(ToolStep step, string name, JsonObject arguments) =>
        step.CallAsync(new ToolRequest(name, arguments), TestContext.Current.CancellationToken);

    private static ToolStep Step(ToolRegistry tools, ToolContext context) => new(
        tools, new ToolPolicy(AccessMode.WorkspaceWrite, ApprovalMode.Never, new NobodyApprover()), context, new ToolBudget { Tokens = 100_000 },
        new FakeTimeProvider()) { Secrets = Secrets };
}
