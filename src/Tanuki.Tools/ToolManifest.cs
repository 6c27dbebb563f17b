using System.Text.Json.Nodes;

namespace Tanuki.Tools;

/// <summary>What is known of a tool before it runs.</summary>
/// <param name="Name">Small letters, digits and underscores.</param>
/// <param name="Text">What the model is told about it.</param>
/// <param name="Parameters">JSON schema of the arguments, an object's.</param>
public sealed record ToolManifest(string Name, string Text, JsonObject Parameters, ToolEffects Effects, ToolLimits Limits);

/// <summary>Bounds of one call.</summary>
public sealed record ToolLimits
{
    /// <summary>Wall time; default 20 s, range 0.05 s to 1 h.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Characters of the result's data: head and tail are kept; default 6,000, range 200 to 200,000.</summary>
    public int ResultCharacters { get; init; } = 6000;

    /// <summary>Memory of what the tool runs in the sandbox; default 512 MiB.</summary>
    public int MemoryMebibytes { get; init; } = 512;

    /// <summary>Processes and threads of it; default 64.</summary>
    public int Processes { get; init; } = 64;
}
