using Tanuki.Sandbox.Sessions;
using Tanuki.Tools.Workspaces;

namespace Tanuki.Tools;

/// <summary>What tools work on during a run.</summary>
public sealed record ToolContext
{
    public required ISandboxSession Session { get; init; }

    /// <summary>Opens further sessions from a snapshot of this one, for what needs another profile; null where there are none.</summary>
    public ISandboxSessions? Sessions { get; init; }

    /// <summary>What <see cref="Session"/> was opened with, so that others get the same limits and protected paths.</summary>
    public SessionOptions Options { get; init; } = new();

    /// <summary>What the user said about the project; what is not said is found out.</summary>
    public ProjectCommands Commands { get; init; } = new();

    internal WorkspaceFiles Files => new(Session);
}

/// <summary>A user's own commands, as for a shell: the user may run whatever they like, in the sandbox.</summary>
public sealed record ProjectCommands(string? Build = null, string? Test = null);
