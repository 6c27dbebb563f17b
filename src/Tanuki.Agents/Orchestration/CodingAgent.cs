using Tanuki.Agents.Orchestration.Functions;
using Tanuki.Agents.Orchestration.Repositories;
using Tanuki.Agents.Specialists;
using Tanuki.Core;
using Tanuki.Core.Runs;
using Tanuki.Core.Secrets;

namespace Tanuki.Agents.Orchestration;

/// <summary>
/// Turns a task into an answer with a receipt. Everything it learns goes to the run's log first, so that working on a run
/// that was cut off anywhere goes on where it stood. Safe for many runs at once.
/// </summary>
public sealed class CodingAgent(AgentParts parts)
{
    /// <summary>Reads what every run needs, for callers that have to wait for something else first.</summary>
    public static void Prepare()
    {
        SecretScanner.ForProcess.Prepare();
        _ = SpecialistLibrary.Coder;
    }

    /// <summary>Works on <paramref name="run"/>, fresh or interrupted, until it has an answer. A finished run returns its answer again.</summary>
    /// <exception cref="TanukiException">Something that the user can act on; logged as <see cref="RunFailed"/>.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; logged as <see cref="RunCancelled"/>, can be resumed.</exception>
    public async Task<Answer> WorkAsync(IRunWriter run, IProgress<RunEvent>? progress, CancellationToken cancellationToken)
    {
        var journal = new RunJournal(run, progress);
        if (journal.State.Answer is { } known)
        {
            Workbench.Clear(journal.State);
            return known;
        }

        try
        {
            journal.NoteInterruptions();
            var answer = await SolveAsync(journal, cancellationToken);
            journal.Append(new RunFinished(answer));
            Workbench.Clear(journal.State);
            return answer;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            journal.Append(new RunCancelled());
            throw;
        }
        catch (TanukiException failure)
        {
            journal.Append(new RunFailed(failure.Message, failure.Hint));
            throw;
        }
    }

    private async Task<Answer> SolveAsync(RunJournal journal, CancellationToken cancellationToken)
    {
        using var clock = new RunClock(parts.Time, journal.State.Settings, cancellationToken);
        return journal.State.Task.Repository is { } place
            ? await new RepositoryRun(parts, journal, place, clock).SolveAsync(cancellationToken)
            : await new FunctionRun(parts, journal, clock).SolveAsync(cancellationToken);
    }
}
