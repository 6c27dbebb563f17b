namespace Tanuki.Tools.Mcp;

/// <summary>A server of tools that the user configured. It runs in a sandbox of its own, on a copy of the workspace and without a network.</summary>
/// <param name="Name">Small letters and digits, at most 20; part of its tools' names.</param>
/// <param name="Command">Program and arguments, without a shell in between.</param>
public sealed record McpServerOptions(string Name, IReadOnlyList<string> Command)
{
    /// <summary>Added to the few variables that every command has.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The languages whose toolchains it needs; canonical names.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Of each call; memory and processes are the server's.</summary>
    public ToolLimits Limits { get; init; } = new() { MemoryMebibytes = 1024, Processes = 128 };

    /// <summary>How long it may take to say what tools it has; default 20 s.</summary>
    public TimeSpan StartTime { get; init; } = TimeSpan.FromSeconds(20);
}
