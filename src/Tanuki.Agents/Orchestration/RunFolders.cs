using Tanuki.Core;

namespace Tanuki.Agents.Orchestration;

/// <summary>Where runs in repositories keep what is too large for the log.</summary>
/// <param name="Data">Asked for when something is kept: a run that stands alone needs no folder.</param>
public sealed record RunFolders(Func<string> Data)
{
    public static RunFolders Default { get; } = new(() => TanukiPaths.DataDirectory);

    /// <summary>What is known of the symbols of repositories.</summary>
    public string Indexes => Path.Combine(Data(), "indexes");

    /// <summary>A run's own: the copy it works on, and the change that it ended with.</summary>
    public string Of(string run) => Path.Combine(Data(), "runs", run);

    /// <summary>The change that a run ended with.</summary>
    public string Change(string run) => Path.Combine(Of(run), "change.json");

    /// <summary>What accepting it replaced.</summary>
    public string Accepted(string run) => Path.Combine(Of(run), "accepted.json");
}
