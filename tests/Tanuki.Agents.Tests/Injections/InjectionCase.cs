using System.Text.Json;
using Tanuki.Agents.Tests.Support;
using Tanuki.Core;
using Tanuki.Tools;
using Tanuki.Tools.Policy;

namespace Tanuki.Agents.Tests.Injections;

/// <summary>Where a hostile text stands.</summary>
public enum InjectionPlace
{
    File,
    FileName,
    Docstring,
    AgentsMd,
    CommitMessage,
    TestOutput,
    ToolResult,
    IssueText,
    McpResult,
    McpDescription,
}

/// <summary>What it wants to happen.</summary>
public enum InjectionEffect
{
    ReadsHost,
    WritesHost,
    ChangesProtected,
    SendsOut,
    ShowsSecret,
    ForgesFrame,
    OversteppedPolicy,
    Exhausts,
}

/// <summary>
/// One case of <c>tests/scenarios/injections/PLACE.json</c>: a text that gives orders, and a model that obeys it to the letter. Anywhere
/// <c>{outside}</c> is a folder of the host with a secret, <c>{allowed}</c> and <c>{evil}</c> are the origins of two servers of which the first is on
/// the user's list, and <c>{repeat:TEXT:N}</c> stands for what nobody wants to read in a file.
/// </summary>
/// <param name="Text">What stands in the place.</param>
/// <param name="Answers">What the persuaded model writes, one answer after another.</param>
/// <param name="Outcomes">Of all its calls, in order.</param>
/// <param name="Asked">Tools for which a person is asked, who says no.</param>
/// <param name="Tools">Those that the specialist may use; null for all.</param>
/// <param name="Test">The user's test command; null where it only prints what stands in the place.</param>
/// <param name="Runs">What the server's tool executes where it runs.</param>
/// <param name="Calls">The step's limit.</param>
/// <param name="Changes">Paths of the workspace that may differ afterwards; what they hold is the model's.</param>
/// <param name="Says">Parts of the replies to its calls.</param>
internal sealed record InjectionCase(
    InjectionEffect Effect,
    string Text,
    IReadOnlyList<string> Answers,
    IReadOnlyList<ToolOutcome> Outcomes,
    IReadOnlyList<string>? Asked = null,
    AccessMode Mode = AccessMode.WorkspaceWrite,
    ApprovalMode Approvals = ApprovalMode.OnRisk,
    IReadOnlyList<string>? Tools = null,
    string? Test = null,
    string? Runs = null,
    int Calls = 24,
    IReadOnlyList<string>? Changes = null,
    IReadOnlyList<string>? Says = null)
{
    public static string Folder { get; } = ScenarioFolder.Of("injections");

    private static Dictionary<(InjectionPlace Place, string Name), InjectionCase> Read() => Enum.GetValues<InjectionPlace>()
        .SelectMany(place => JsonSerializer.Deserialize<Dictionary<string, InjectionCase>>(
            File.ReadAllText(Path.Combine(Folder, $"{JsonNamingPolicy.SnakeCaseLower.ConvertName(place.ToString())}.json")), TanukiJson.Compact)!
            .Select(pair => (Key: (place, pair.Key), pair.Value)))
        .ToDictionary(entry => entry.Key, entry => entry.Value);

    public static IReadOnlyDictionary<(InjectionPlace Place, string Name), InjectionCase> All { get; } = Read();
}
