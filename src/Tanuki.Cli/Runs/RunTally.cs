using System.Globalization;
using Tanuki.Core.Evidence;
using Tanuki.Core.Runs;

namespace Tanuki.Cli.Runs;

/// <summary>Counts what progress shows: candidates, checks, tokens per second.</summary>
internal sealed class RunTally(TimeProvider time)
{
    private int _asked;
    private int _proposed;
    private int _checked;
    private int _passing;
    private long _tokens;
    private long? _proposing;
    private TimeSpan _modelTime;

    public void Add(RunEvent entry)
    {
        switch (entry)
        {
            case ProposalStarted started:
                _asked += started.Samples.Count;
                _proposing = time.GetTimestamp();
                break;
            case CandidateProposed proposed:
                _proposed++;
                _tokens += proposed.Candidate.Tokens;
                break;
            case ProposalEnded:
                _modelTime += _proposing is { } since ? time.GetElapsedTime(since) : TimeSpan.Zero;
                _proposing = null;
                break;
            case CandidateChecked { Checks: var checks }:
                _checked++;
                if (checks.Count > 0 && checks.All(check => check.Outcome == CheckOutcome.Passed))
                    _passing++;
                break;
        }
    }

    public override string ToString()
    {
        var seconds = (_modelTime + (_proposing is { } since ? time.GetElapsedTime(since) : TimeSpan.Zero)).TotalSeconds;
        var speed = seconds > 0 ? _tokens / seconds : 0;
        return string.Create(CultureInfo.InvariantCulture,
            $"{_proposed} of {_asked} candidates, {_checked} checked, {_passing} pass, {speed:0} tokens/s");
    }
}
