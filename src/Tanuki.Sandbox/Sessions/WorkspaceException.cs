using Tanuki.Core;

namespace Tanuki.Sandbox.Sessions;

public enum WorkspaceFault
{
    /// <summary>More bytes than <see cref="WorkspaceLimits.Mebibytes"/>.</summary>
    TooLarge,

    /// <summary>More than <see cref="WorkspaceLimits.Files"/>, or a path that is too long or too deep.</summary>
    TooMany,

    /// <summary>A path that leaves the workspace, or leads through a link or a file.</summary>
    Escapes,

    /// <summary>A path that <see cref="SessionOptions.Protected"/> covers.</summary>
    Protected,

    /// <summary>Not an archive of the kind that is read here, or damaged.</summary>
    Malformed,

    /// <summary>The sandbox, or the folder that was to be read, could not do its part; never the commands' fault.</summary>
    Unavailable,
}

/// <summary>A workspace could not be read, filled or opened.</summary>
public sealed class WorkspaceException(WorkspaceFault fault, string message, string? hint = null, Exception? inner = null)
    : TanukiException(message, hint, inner)
{
    public WorkspaceFault Fault { get; } = fault;
}
