using Tanuki.Core.Runs;
using Tanuki.Core.Tasks;

namespace Tanuki.Core.Secrets;

/// <summary>
/// Keeps secrets out of the log by replacing them before a run begins to work: what is in the log is what the run works with, so
/// that resuming it and executing its evidence again find the same. In the text of a task and in its tests, which are executed,
/// only values of the environment are replaced; programs and answers, which are hashed, are left as they are.
/// </summary>
public sealed class RedactingRunLog(IRunLog log, SecretScanner secrets) : IRunLog
{
    public IRunWriter Create(RunStarted started)
    {
        ArgumentNullException.ThrowIfNull(started);
        return new Writer(log.Create(started with { Task = Clean(started.Task) }), secrets);
    }

    public IRunWriter Resume(string id) => new Writer(log.Resume(id), secrets);

    public IReadOnlyList<RunEvent> Read(string id) => log.Read(id);

    public IReadOnlyList<RunSummary> List() => log.List();

    private CodingTask Clean(CodingTask task) => task with
    {
        Text = secrets.RedactKnown(task.Text),
        Tests = task.Tests is { } tests ? tests with { Content = secrets.RedactKnown(tests.Content) } : null,
        Files = [.. task.Files.Select(file => file with { Content = secrets.Redact(file.Content) })],
        Repository = task.Repository is { } place ? place with { TestCommand = secrets.RedactKnown(place.TestCommand) } : null,
    };

    private sealed class Writer(IRunWriter run, SecretScanner secrets) : IRunWriter
    {
        public string Id => run.Id;

        public IReadOnlyList<RunEvent> Events => run.Events;

        public TimeSpan? WorkedBefore => run.WorkedBefore;

        public void Append(RunEvent entry) => run.Append(Clean(entry));

        public void Dispose() => run.Dispose();

        /// <summary>What programs said is clean when it comes here: a run compares it, so that it is replaced where it comes in.</summary>
        private RunEvent Clean(RunEvent entry) => entry switch
        {
            BackboneLost lost => new BackboneLost(secrets.Redact(lost.Reason)),
            RunInterrupted interrupted => new RunInterrupted(secrets.Redact(interrupted.What)),
            RunFailed failed => new RunFailed(secrets.Redact(failed.Message), failed.Hint is { } hint ? secrets.Redact(hint) : null),
            _ => entry,
        };
    }
}
