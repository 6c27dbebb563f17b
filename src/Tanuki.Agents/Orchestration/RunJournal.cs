using Tanuki.Core.Runs;

namespace Tanuki.Agents.Orchestration;

/// <summary>A run's log and the state folded from it, for the several tasks that work on one run.</summary>
internal sealed class RunJournal
{
    private readonly IRunWriter _run;
    private readonly IProgress<RunEvent>? _progress;
    private readonly Lock _gate = new();
    private volatile RunState _state;

    public RunJournal(IRunWriter run, IProgress<RunEvent>? progress)
    {
        _run = run;
        _progress = progress;
        _state = RunState.From(run.Events);
    }

    public string RunId => _run.Id;

    public RunState State => _state;

    public double SecondsBefore => _run.WorkedBefore?.TotalSeconds ?? 0;

    public void Append(RunEvent entry)
    {
        lock (_gate)
        {
            _run.Append(entry);
            _state = _state.Apply(entry);
        }

        _progress?.Report(entry);
    }

    /// <summary>
    /// On resume, says for each intent without an outcome that it was cut off. Generating and checking change nothing
    /// outside the run, so both are simply done again.
    /// </summary>
    public void NoteInterruptions()
    {
        if (_run.WorkedBefore is null)
            return;

        var checksBegun = _run.Events.OfType<CheckStarted>().Select(check => check.Candidate).Distinct(StringComparer.Ordinal).ToList();
        Append(new RunResumed());
        if (_state.Inputs is null && _run.Events.OfType<InputsAsked>().Any())
            Append(new RunInterrupted("the question for inputs"));
        if (_state.Rounds is [.., { Ended: false } open])
            Append(new RunInterrupted($"round {open.Proposal.Round}"));
        foreach (var candidate in checksBegun.Where(candidate => !_state.Reports.ContainsKey(candidate)))
            Append(new RunInterrupted($"check of {candidate}"));
    }
}
