namespace Tanuki.Core.Runs;

/// <summary>The append-only log of all runs. An append is durable when it returns.</summary>
public interface IRunLog
{
    /// <summary>Begins a run and takes its lock; two processes never write to one run.</summary>
    IRunWriter Create(RunStarted started);

    /// <summary>Takes the lock of an existing run to go on with it.</summary>
    /// <exception cref="TanukiException">No such run, or another live process holds it.</exception>
    IRunWriter Resume(string id);

    /// <exception cref="TanukiException">No such run.</exception>
    IReadOnlyList<RunEvent> Read(string id);

    /// <summary>Newest first.</summary>
    IReadOnlyList<RunSummary> List();
}

/// <summary>The one writer of a run; disposing releases the run's lock.</summary>
public interface IRunWriter : IDisposable
{
    string Id { get; }

    IReadOnlyList<RunEvent> Events { get; }

    /// <summary>
    /// How long earlier processes worked on the run: of each the time from its first event to its last. What a process that was
    /// killed did after its last event is not known. Null for a new run.
    /// </summary>
    TimeSpan? WorkedBefore { get; }

    void Append(RunEvent entry);
}

/// <param name="Status"><c>running</c>, <c>interrupted</c>, <c>done</c> or <c>cancelled</c>.</param>
/// <param name="Verdict">Null until the run is done.</param>
/// <param name="Task">The first line of the task's text.</param>
public sealed record RunSummary(string Id, string Status, Evidence.Verdict? Verdict, string Task, DateTimeOffset Started);
