using Tanuki.Core.Runs;

namespace Tanuki.Evaluation.Running;

/// <summary>A run that is kept nowhere: evaluations have a journal of their own and do not fill the user's run log.</summary>
internal sealed class MemoryRun(string id, RunStarted started) : IRunWriter
{
    private readonly List<RunEvent> _events = [started];

    public string Id { get; } = id;

    public IReadOnlyList<RunEvent> Events => _events;

    public TimeSpan? WorkedBefore => null;

    public void Append(RunEvent entry) => _events.Add(entry);

    public void Dispose()
    {
    }
}
