using Tanuki.Core;
using Tanuki.Core.Runs;

namespace Tanuki.Cli.Runs;

/// <summary>Runs that changed a repository.</summary>
internal static class Changes
{
    /// <summary>The top folder of the user's work tree that a run's change is for.</summary>
    /// <exception cref="UsageException">The run was not one in a repository, or has no change.</exception>
    public static string Root(CliHost host, string run)
    {
        var state = RunState.From(host.RunLog.Read(run));
        if (state.Task.Repository is null)
            throw new UsageException($"Run {run} wrote a program that stands alone.", $"`tanuki runs resume {run} --out DIR` writes it to a folder.");
        return state.Kept is { } kept
            ? kept.Root
            : throw new UsageException($"Run {run} has no change to accept.", $"`tanuki runs show {run}` says how it ended.");
    }
}
