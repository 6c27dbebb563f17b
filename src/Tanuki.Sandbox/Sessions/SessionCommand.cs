namespace Tanuki.Sandbox.Sessions;

/// <summary>One command in a session's workspace.</summary>
public sealed record SessionCommand
{
    /// <summary>Program and arguments, without a shell in between. The program is found on the <c>PATH</c>.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Relative to the workspace; empty for the workspace itself.</summary>
    public string WorkingDirectory { get; init; } = "";

    /// <summary>Added to the few variables that every command has, or in their place.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Given to the command by <see cref="ISandboxSession.RunAsync"/>; ignored by <see cref="ISandboxSession.StartAsync"/>.</summary>
    public ReadOnlyMemory<byte> StandardInput { get; init; }

    /// <summary><see cref="SandboxLimits.DiskMebibytes"/> is the largest single file and the size of <c>/tmp</c>, which is new for every command.</summary>
    public SandboxLimits Limits { get; init; } = new();

    /// <summary>The languages whose toolchains the command sees; canonical names.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>
    /// Receives both streams as they come, up to <see cref="SandboxLimits.OutputBytes"/> each. Called by the thread that watches
    /// the command, one call at a time: it must be quick. What it throws is thrown once the command has ended.
    /// </summary>
    public SandboxOutput? Output { get; init; }
}
