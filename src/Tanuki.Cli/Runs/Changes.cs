using Tanuki.Core;
using Tanuki.Core.Runs;
using Tanuki.Repositories.Changes;
using Tanuki.Repositories.Changes.Acceptance;

namespace Tanuki.Cli.Runs;

/// <summary>What was done to the user's files.</summary>
/// <param name="Files">Those where the user's own edits stand beside the change.</param>
internal sealed record ChangeDone(string Text, IReadOnlyList<string> Files);

/// <summary>Takes changes of runs into the user's files, and out again.</summary>
internal static class Changes
{
    /// <exception cref="UsageException">The run has no change.</exception>
    /// <exception cref="TanukiException">The user has changed the same lines meanwhile; nothing was written.</exception>
    public static ChangeDone Accept(CliHost host, string run)
    {
        var root = Root(host, run);
        var result = ChangeAcceptor.Accept(root, SavedChanges.Read(host.Folders.Change(run)), host.Folders.Accepted(run));
        if (result.Outcome != AcceptOutcome.Accepted)
        {
            throw new TanukiException(
                $"You have changed the same lines meanwhile: {string.Join(", ", result.Conflicts)}. Nothing was written.", $"`tanuki runs show {run}` shows the change; its branch is tanuki/{run}.");
        }

        var beside = result.Merged.Count > 0 ? $", beside your own in {string.Join(", ", result.Merged)}" : "";
        return new ChangeDone($"The change is in {root}{beside}; `tanuki runs undo {run}` takes it out again.", result.Merged);
    }

    /// <exception cref="UsageException">The run has no change, or it was not accepted.</exception>
    /// <exception cref="TanukiException">What was accepted was changed since; nothing was written.</exception>
    public static ChangeDone Undo(CliHost host, string run)
    {
        var root = Root(host, run);
        var record = host.Folders.Accepted(run);
        if (!File.Exists(record))
            throw new UsageException($"The change of run {run} is not in your files.", $"`tanuki runs accept {run}` takes it in.");
        var result = ChangeAcceptor.Undo(root, record);
        return result.Outcome == UndoOutcome.Undone
            ? new ChangeDone($"The change is out of {root}.", [])
            : throw new TanukiException(
                $"These files were changed since: {string.Join(", ", result.Changed)}. Nothing was written.", "Take the change out by hand, or put the files back as they were accepted.");
    }

    /// <summary>The top folder of the user's work tree that a run's change is for.</summary>
    private static string Root(CliHost host, string run)
    {
        var state = RunState.From(host.RunLog.Read(run));
        if (state.Task.Repository is null)
            throw new UsageException($"Run {run} wrote a program that stands alone.", $"`tanuki runs resume {run} --out DIR` writes it to a folder.");
        return state.Kept?.Root ?? throw new UsageException($"Run {run} has no change to accept.", $"`tanuki runs show {run}` says how it ended.");
    }
}
