using Tanuki.Core;

namespace Tanuki.Agents.Orchestration;

/// <summary>Where runs in repositories keep what is too large for the log.</summary>
/// <param name="Runs">Each has a folder of its own here: the copy it works on, and the change that it ended with.</param>
/// <param name="Indexes">What is known of the symbols of repositories.</param>
public sealed record RunFolders(Func<string> Runs, Func<string> Indexes)
{
    public static RunFolders Default { get; } = new(
        () => Path.Combine(TanukiPaths.DataDirectory, "runs"), () => Path.Combine(TanukiPaths.DataDirectory, "indexes"));

    public static RunFolders In(string folder) => new(() => Path.Combine(folder, "runs"), () => Path.Combine(folder, "indexes"));

    public string Of(string run) => Path.Combine(Runs(), run);

    /// <summary>The change that a run ended with.</summary>
    public string Change(string run) => Path.Combine(Of(run), "change.json");

    /// <summary>What accepting it replaced.</summary>
    public string Accepted(string run) => Path.Combine(Of(run), "accepted.json");
}
