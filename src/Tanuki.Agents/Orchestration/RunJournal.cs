using Tanuki.Core.Runs;

namespace Tanuki.Agents.Orchestration;

/// <summary>A run's log and the state folded from it, for the several tasks that work on one run.</summary>
internal sealed class RunJournal
{
    private readonly IRunWriter run;
    private readonly IProgress<RunEvent>? progress;
    private readonly Lock gate = new();
    private volatile RunState state;

    public RunJournal(IRunWriter run, IProgress<RunEvent>? progress)
    {
        this.run = run;
        this.progress = progress;
        state = RunState.From(run.Events);
    }

    public string RunId => run.Id;

    public RunState State => state;

    public void Append(RunEvent entry)
    {
        lock (gate)
        {
            run.Append(entry);
            state = state.Apply(entry);
        }

        progress?.Report(entry);
    }

    /// <summary>
    /// On resume, says for each intent without an outcome that it was cut off. Generating and checking change nothing
    /// outside the run, so both are simply done again.
    /// </summary>
    public void NoteInterruptions()
    {
        if (run.Events.Count == 1)
            return;

        var checksBegun = run.Events.OfType<CheckStarted>().Select(check => check.Candidate).Distinct(StringComparer.Ordinal).ToList();
        Append(new RunResumed());
        if (state.Rounds is [.., { Ended: false } open])
            Append(new RunInterrupted($"round {open.Proposal.Round}"));
        foreach (var candidate in checksBegun.Where(candidate => !state.Reports.ContainsKey(candidate)))
            Append(new RunInterrupted($"check of {candidate}"));
    }
}
