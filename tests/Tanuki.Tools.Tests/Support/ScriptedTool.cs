using System.Text.Json.Nodes;

namespace Tanuki.Tools.Tests.Support;

/// <summary>A tool that does what a test says.</summary>
internal sealed class ScriptedTool(string name, ToolEffects effects, Func<JsonObject, CancellationToken, Task<ToolResult>> run, ToolLimits? limits = null) : ITool
{
    public ToolManifest Manifest { get; } = new(name, $"Does {name}.", (JsonObject)JsonNode.Parse("""
        {"type": "object", "properties": {"x": {"type": "integer"}}, "additionalProperties": false}
        """)!, effects, limits ?? new ToolLimits());

    public int Runs { get; private set; }

    public static ScriptedTool Saying(string name, ToolEffects effects, string data = "") =>
        new(name, effects, (_, _) => Task.FromResult(ToolResult.Ok("Done.", data) with { ChangedWorkspace = effects.HasFlag(ToolEffects.WritesWorkspace) }));

    public Task<ToolResult> RunAsync(JsonObject arguments, ToolContext context, CancellationToken cancellationToken)
    {
        Runs++;
        return run(arguments, cancellationToken);
    }
}
