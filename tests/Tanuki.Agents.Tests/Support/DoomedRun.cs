using Tanuki.Core.Runs;

namespace Tanuki.Agents.Tests.Support;

internal sealed class KilledException : Exception;

/// <summary>Dies instead of writing event number <paramref name="survived"/> + 1, and whatever comes after it.</summary>
internal sealed class DoomedRun(IRunWriter run, int survived) : IRunWriter
{
    public string Id => run.Id;

    public IReadOnlyList<RunEvent> Events => run.Events;

    public TimeSpan? WorkedBefore => run.WorkedBefore;

    public void Append(RunEvent entry)
    {
        if (run.Events.Count >= survived)
            throw new KilledException();
        run.Append(entry);
    }

    public void Dispose() => run.Dispose();
}
