using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using Tanuki.Sandbox;
using Tanuki.Sandbox.Sessions;
using Tanuki.Tools.Policy;
using Tanuki.Tools.Registry;
using Tanuki.Tools.Steps;
using Tanuki.Tools.Tests.Support;

namespace Tanuki.Tools.Tests.Scenarios;

public partial class ToolScenarioTests
{
    private const string Secret = "what only the host has";
    private static readonly string[] Kinds = ["failure", "hostile", "huge_output", "success", "time_out"];

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var tool in ToolScenario.Tools)
            {
                foreach (var name in ToolScenario.Load(tool).Keys)
                    cases.Add(tool, name);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_tool_does_what_its_scenario_says(string tool, string name)
    {
        var scenario = ToolScenario.Load(tool)[name];
        await using var outside = new Workspace();
        outside.Add("secret", Secret);
        await using var workspace = new Workspace();
        await FillAsync(workspace, scenario, Path.Combine(outside.Folder, "secret"));
        var context = await workspace.OpenAsync(
            new SessionOptions { Protected = scenario.Protected ?? [] }, new ProjectCommands(scenario.BuildCommand, scenario.TestCommand));

        foreach (var path in scenario.Paths?.Cast<string?>() ?? [null])
        {
            var arguments = (JsonObject)Expanded((JsonNode)scenario.Arguments)!;
            if (path is not null)
                arguments["path"] = Expanded(path);
            Check(scenario, await CallAsync(tool, scenario, arguments, context));
        }

        Assert.Equal((scenario.Changes ?? []).Select(Expanded), await workspace.ChangesAsync());
        Assert.Equal(Secret, File.ReadAllText(Path.Combine(outside.Folder, "secret")));
    }

    [Fact]
    public void Every_tool_has_scenarios_of_every_kind()
    {
        var tools = BuiltInTools.All().Select(tool => tool.Manifest.Name).Order(StringComparer.Ordinal);

        Assert.Equal(tools, ToolScenario.Tools);
        Assert.All(ToolScenario.Tools, tool => Assert.Equal(Kinds, ToolScenario.Load(tool).Values.Select(scenario => scenario.Kind).Distinct().Order(StringComparer.Ordinal)));
    }

    private static void Check(ToolScenario scenario, ToolReply reply)
    {
        var told = $"{reply.Outcome}: {reply.Text}";
        Assert.True(scenario.Outcome == reply.Outcome, told);
        Assert.All(scenario.Says ?? [], text => Assert.True(reply.Text.Contains(text, StringComparison.Ordinal), $"'{text}' is missing in {told}"));
        Assert.All([Secret, .. scenario.Never ?? []], text => Assert.False(reply.Text.Contains(text, StringComparison.Ordinal), $"'{text}' stands in {told}"));
        Assert.InRange(reply.Text.Length, 1, 8000);
        Assert.DoesNotContain(reply.Text, character => char.IsControl(character) && character is not ('\n' or '\t'));
        if (scenario.Diagnostics is not null)
            Assert.Equal(scenario.Diagnostics, reply.Diagnostics.Select(diagnostic => diagnostic.ToString()));
    }

    internal static async Task FillAsync(Workspace workspace, ToolScenario scenario, string secret)
    {
        foreach (var (path, content) in scenario.Files ?? new Dictionary<string, string>())
            workspace.Add(path, Expanded(content));
        foreach (var (path, count) in scenario.Copies ?? new Dictionary<string, int>())
        {
            for (var i = 0; i < count; i++)
                workspace.Add(path.Replace("{i}", $"{i:000}", StringComparison.Ordinal), "");
        }

        foreach (var (path, content) in scenario.Programs ?? new Dictionary<string, string>())
            workspace.Add(path, content, executable: true);
        foreach (var (path, lines) in scenario.Large ?? new Dictionary<string, int>())
            workspace.Add(path, string.Concat(Enumerable.Range(1, lines).Select(line => $"line {line}\n")));
        foreach (var (path, target) in scenario.Links ?? new Dictionary<string, string>())
            File.CreateSymbolicLink(Path.Combine(workspace.Folder, path), target.Replace("{secret}", secret, StringComparison.Ordinal));
        if (scenario.Git is not null)
            await Repositories.MakeAsync(workspace.Folder, scenario.Git);
        foreach (var (path, content) in scenario.Then ?? new Dictionary<string, string>())
            workspace.Add(path, content);
    }

    private static async Task<ToolReply> CallAsync(string tool, ToolScenario scenario, JsonObject arguments, ToolContext context)
    {
        var limits = BuiltInTools.All().Single(each => each.Manifest.Name == tool).Manifest.Limits;
        var options = new BuiltInToolOptions
        {
            Limits = new Dictionary<string, ToolLimits> { [tool] = limits with { Time = scenario.Seconds is { } seconds ? TimeSpan.FromSeconds(seconds) : limits.Time } },
        };
        var time = new FakeTimeProvider();
        var step = new ToolStep(
            new ToolRegistry(BuiltInTools.All(options)), new ToolPolicy(AccessMode.Full, ApprovalMode.Never, new NobodyApprover()), context, new ToolBudget { Time = TimeSpan.FromHours(2) }, time);
        var request = new ToolRequest(tool, arguments);
        if (!scenario.Busy)
            return await step.CallAsync(request, TestContext.Current.CancellationToken);
        await using var other = await context.Session.StartAsync(
            new SessionCommand { Arguments = ["cat"], Limits = new SandboxLimits { Time = TimeSpan.FromMinutes(1) } }, TestContext.Current.CancellationToken);
        var call = step.CallAsync(request, TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromHours(1));
        var reply = await call;
        other.Kill();
        await other.Completion;
        return reply;
    }

    private static JsonNode? Expanded(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Expanded(member.Value)))),
        JsonValue value when value.TryGetValue<string>(out var text) => JsonValue.Create(Expanded(text)),
        _ => node?.DeepClone(),
    };

    private static string Expanded(string text) => Repeated().Replace(
        text, match => string.Concat(Enumerable.Repeat(match.Groups["text"].Value, int.Parse(match.Groups["times"].Value, CultureInfo.InvariantCulture))));

    [GeneratedRegex(@"\{repeat:(?<text>[^{}]*):(?<times>\d+)\}")]
    private static partial Regex Repeated();
}
