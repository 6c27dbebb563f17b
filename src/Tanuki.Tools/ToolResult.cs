using Tanuki.Sandbox.Profiles.Errors;

namespace Tanuki.Tools;

public enum ToolOutcome
{
    Ok,

    /// <summary>It did its work, and what it looked at or ran is not in order: tests that fail, a text that is not there.</summary>
    Failed,

    /// <summary>The request names no tool, or its arguments do not fit.</summary>
    Invalid,

    /// <summary>The policy, a protected path or a person said no.</summary>
    Refused,

    /// <summary>The same call again, and nothing has changed since.</summary>
    Repeated,

    TimedOut,

    /// <summary>The step has spent its calls, its time or its tokens.</summary>
    BudgetSpent,

    /// <summary>A program, a toolchain, a server or the sandbox is not there.</summary>
    Unavailable,
}

/// <summary>What a tool hands back.</summary>
/// <param name="Summary">Tanuki's own words, one sentence or two; nothing that others wrote stands in it.</param>
/// <param name="Data">What others wrote; labelled, cleaned and cut before a model sees it.</param>
public sealed record ToolResult(ToolOutcome Outcome, string Summary, string Data = "")
{
    /// <summary>The errors that <see cref="Data"/> tells of, where somebody knows how to read it.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>Whether files of the workspace are now other than before.</summary>
    public bool ChangedWorkspace { get; init; }

    public static ToolResult Ok(string summary, string data = "") => new(ToolOutcome.Ok, summary, data);

    public static ToolResult Failed(string summary, string data = "") => new(ToolOutcome.Failed, summary, data);

    public static ToolResult Invalid(string summary) => new(ToolOutcome.Invalid, summary);

    public static ToolResult Refused(string summary) => new(ToolOutcome.Refused, summary);

    public static ToolResult Unavailable(string summary, string data = "") => new(ToolOutcome.Unavailable, summary, data);
}
