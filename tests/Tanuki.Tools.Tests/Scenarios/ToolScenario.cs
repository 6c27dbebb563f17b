using System.Text.Json;
using System.Text.Json.Nodes;
using Tanuki.Core;

namespace Tanuki.Tools.Tests.Scenarios;

/// <summary>One case of <c>tests/scenarios/tools/TOOL.json</c>: a workspace, a call, and what must come of it.</summary>
/// <param name="Kind"><c>success</c>, <c>failure</c>, <c>time_out</c>, <c>huge_output</c> or <c>hostile</c>.</param>
/// <param name="Files">Content by path. Anywhere <c>{repeat:TEXT:N}</c> stands for what nobody wants to read in a file.</param>
/// <param name="Programs">The same, executable.</param>
/// <param name="Copies">Numbers of empty files by path, in which <c>{i}</c> is each one's number.</param>
/// <param name="Large">Numbers of numbered lines by path.</param>
/// <param name="Links">Targets by path; <c>{secret}</c> is a file of the host.</param>
/// <param name="Paths">The call is made with each of these for its <c>path</c>, and each must end the same way.</param>
/// <param name="Git">Commands that make the folder a repository, each a line of arguments of git.</param>
/// <param name="Then">Files that are written after that.</param>
/// <param name="Busy">Another command has the workspace, and time passes.</param>
/// <param name="Says">Parts of what the model is told.</param>
/// <param name="Never">What it must not be told.</param>
/// <param name="Changes">All that differs afterwards.</param>
internal sealed record ToolScenario(
    string Kind,
    JsonObject Arguments,
    ToolOutcome Outcome,
    IReadOnlyDictionary<string, string>? Files = null,
    IReadOnlyDictionary<string, string>? Programs = null,
    IReadOnlyDictionary<string, int>? Copies = null,
    IReadOnlyDictionary<string, int>? Large = null,
    IReadOnlyDictionary<string, string>? Links = null,
    IReadOnlyList<string>? Protected = null,
    IReadOnlyList<string>? Paths = null,
    IReadOnlyList<string>? Git = null,
    IReadOnlyDictionary<string, string>? Then = null,
    string? TestCommand = null,
    string? BuildCommand = null,
    bool Busy = false,
    double? Seconds = null,
    IReadOnlyList<string>? Says = null,
    IReadOnlyList<string>? Never = null,
    IReadOnlyList<string>? Changes = null,
    IReadOnlyList<string>? Diagnostics = null)
{
    public static string Folder { get; } = Path.Combine(Repository(), "tests", "scenarios", "tools");

    public static IEnumerable<string> Tools => Directory.EnumerateFiles(Folder, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    public static Dictionary<string, ToolScenario> Load(string tool) =>
        JsonSerializer.Deserialize<Dictionary<string, ToolScenario>>(File.ReadAllText(Path.Combine(Folder, $"{tool}.json")), TanukiJson.Compact)!;

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Tanuki.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        return folder;
    }
}
