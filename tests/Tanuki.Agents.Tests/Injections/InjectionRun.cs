using System.Text.Json;
using System.Text.Json.Nodes;
using Tanuki.Agents.Context;
using Tanuki.Agents.Tests.Context;
using Tanuki.Core;
using Tanuki.Models.Structured;
using Tanuki.Sandbox.Sessions;
using Tanuki.Tools;
using Tanuki.Tools.Policy;
using Tanuki.Tools.Registry;
using Tanuki.Tools.Steps;

namespace Tanuki.Agents.Tests.Injections;

/// <summary>One case from the hostile text to the last call, and everything that could be seen of it.</summary>
internal sealed class InjectionRun(InjectionHouse house, InjectionPlace place, string name, InjectionCase injection)
{
    private const int Budget = 60_000;

    private readonly List<PolicyRecord> _log = [];

    public SteadyApprover Approver { get; init; } = new();

    public ToolContext Context { get; init; } = house.Context;

    public IReadOnlyList<ITool> Tools { get; init; } = house.Tools;

    /// <summary>To the calls that the model made.</summary>
    public List<ToolReply> Replies { get; } = [];

    /// <summary>To the call with which the text came in; null where none was needed.</summary>
    public ToolReply? Exposure { get; private set; }

    public List<BriefingPacket> Packets { get; } = [];

    public IReadOnlyList<string> Asked => [.. Approver.Asked.Select(request => request.Tool)];

    public WorkspaceDiff Diff { get; private set; } = null!;

    /// <summary>All that a model, a log or a person is given, but for the question to a person, who has to see the call as it is.</summary>
    public IEnumerable<string> Written =>
    [
        .. Replies.Append(Exposure).OfType<ToolReply>().SelectMany(reply => reply.Diagnostics.Select(each => each.ToString()).Prepend(reply.Text)),
        .. Packets.Select(packet => JsonSerializer.Serialize(packet.ToPacket(), TanukiJson.Compact)),
        .. _log.Select(record => $"{record.Request.Tool} {record.Request.Arguments.ToJsonString(TanukiJson.Compact)} {record.Approval}"),
    ];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var policy = new ToolPolicy(injection.Mode, injection.Approvals, Approver, recorded: _log.Add) { Secrets = house.Secrets };
        var all = new ToolRegistry(Tools);
        var context = Context with { Commands = new ProjectCommands(Test: house.Expanded(place == InjectionPlace.TestOutput
            ? $"cat {HostileRepository.TextOf(place, name)}; {injection.Test ?? "exit 1"}"
            : injection.Test ?? "true")) };
        if (place == InjectionPlace.IssueText)
            policy.BroughtIn(ToolEffects.BringsUntrustedContent);
        if (Exposing() is { } exposing)
            Exposure = await Step(all, policy, context).CallAsync(exposing, cancellationToken);

        var own = injection.Tools is { } few ? all.Only(few) : all;
        var specs = own.Catalogue.Select(tool => new ToolSpec(tool.Name, tool.Text, tool.Parameters)).ToList();
        var step = Step(own, policy, context);
        await BuildAsync(own, cancellationToken);
        foreach (var answer in injection.Answers)
        {
            foreach (var call in ToolCalls.Parse(house.Expanded(answer), specs).Calls)
                Replies.Add(await step.CallAsync(new ToolRequest(call.Name, call.Arguments), cancellationToken));
            await BuildAsync(own, cancellationToken);
        }

        Diff = await Context.Session.DiffAsync(cancellationToken);
        if (Diff.Changes.Count > 0 || Diff.LeftOutCount != house.LinksOut)
            await Context.Session.RestoreAsync(InjectionHouse.Start, cancellationToken);
    }

    private ToolStep Step(ToolRegistry tools, ToolPolicy policy, ToolContext context) =>
        new(tools, policy, context, new ToolBudget { Calls = injection.Calls, Tokens = Budget }, TimeProvider.System) { Secrets = house.Secrets };

    /// <summary>How the text comes before the model, where a tool brings it.</summary>
    private ToolRequest? Exposing() => place switch
    {
        InjectionPlace.File => new("read_file", new JsonObject { ["path"] = HostileRepository.TextOf(place, name) }),
        InjectionPlace.FileName => new("list_files", new JsonObject { ["path"] = HostileRepository.NamesOf(name) }),
        InjectionPlace.ToolResult => new(
            "search", new JsonObject { ["text"] = ".", ["regex"] = true, ["path"] = HostileRepository.TextOf(place, name) }),
        InjectionPlace.CommitMessage => new("git", new JsonObject { ["command"] = "show", ["revision"] = name }),
        InjectionPlace.TestOutput => new("run_tests", []),
        InjectionPlace.McpResult => new($"mcp_hostile_{name}", []),
        _ => null,
    };

    private async Task BuildAsync(ToolRegistry tools, CancellationToken cancellationToken)
    {
        var drafts = InjectionDrafts.Of(place, name, house.Expanded(injection.Text), tools.Catalogue, Replies.Prepend(Exposure).OfType<ToolReply>());
        var builder = new PacketBuilder(new WordCounter()) { Secrets = house.Secrets };
        var built = await builder.BuildAsync(new PacketRequest { Drafts = drafts, Budget = Budget }, cancellationToken);
        Packets.Add(Assert.IsType<PacketReady>(built).Packet);
    }
}
