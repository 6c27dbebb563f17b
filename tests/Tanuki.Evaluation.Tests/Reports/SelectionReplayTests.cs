using Tanuki.Agents.Selection;
using Tanuki.Core.Evidence;
using Tanuki.Evaluation.Reports;
using Tanuki.Evaluation.Running;

namespace Tanuki.Evaluation.Tests.Reports;

public sealed class SelectionReplayTests
{
    private static readonly CalibrationTable Trusting = new()
    {
        Id = "t1",
        ModelSha256 = "m",
        FittedOn = "nothing",
        Classes = [new CalibrationClass(1, Information.Little, [new(0, 0.3, 20), new(0.5, 0.95, 20)])],
    };

    private static RunResult Recording => Recorded.Run(
        Recorded.Candidate(1, null, false),
        Recorded.Candidate(2, "a", true),
        Recorded.Candidate(3, "b", false),
        Recorded.Candidate(4, "a", true),
        Recorded.Candidate(5, "a", true),
        Recorded.Candidate(6, "b", false));

    [Fact]
    public void The_behaviour_that_most_candidates_share_is_chosen()
    {
        var again = SelectionReplay.Again(Recording, EvaluationCommand.NoCalibration, stopEarly: false);

        Assert.Equal(("c2", true, Verdict.Unverified), (again.Chosen, again.Right, again.Verdict));
        Assert.Equal(new SelectionFeatures(Accepted: true, Examples: 1, UserTests: 0, Agreeing: 3, Checked: 6, Probes: 1, Bits: 0, Passing: 5), again.Features);
        Assert.Equal(6, again.Candidates.Count);
    }

    [Fact]
    public void Stopping_early_keeps_only_what_a_run_would_have_waited_for()
    {
        var again = SelectionReplay.Again(Recording, Trusting, stopEarly: true);

        Assert.Equal(("c2", Verdict.Verified, 0.95, 5, 50), (again.Chosen, again.Verdict, again.Confidence.Value, again.Candidates.Count, again.Tokens.Generated));
        Assert.Equal(0.6, again.Features.Support, 12);
    }

    [Fact]
    public void Candidates_come_in_the_waves_in_which_a_run_asks_for_them()
    {
        // c4 was complete first, but a run would not have asked for it before it saw the first three.
        var run = Recorded.Run(Recorded.Candidate(4, "b", false), Recorded.Candidate(2, "a", true), Recorded.Candidate(1, "a", true), Recorded.Candidate(3, "a", true));

        var again = SelectionReplay.Again(run, Trusting, stopEarly: true);

        Assert.Equal(["c1", "c2", "c3"], again.Candidates.Select(candidate => candidate.Id).Order());
    }

    [Fact]
    public void An_answer_that_fails_its_example_is_refuted_and_has_no_support()
    {
        var again = SelectionReplay.Again(Recorded.Run(Recorded.Candidate(1, null, true)), Trusting, stopEarly: true);

        Assert.Equal(("c1", Verdict.Refuted, false, 0.0), (again.Chosen, again.Verdict, again.Features.Accepted, again.Features.Support));
    }

    [Fact]
    public void Candidates_that_were_never_checked_are_not_chosen()
    {
        var run = Recorded.Run(Recorded.Candidate(1, "a", true) with { Checks = null, Behaviour = [] }, Recorded.Candidate(2, "b", false));

        var again = SelectionReplay.Again(run, Trusting, stopEarly: false);

        Assert.Equal(("c2", false, 1), (again.Chosen, again.Right, again.Features.Checked));
    }

    [Fact]
    public void A_refused_task_stays_refused()
    {
        var refused = RunRecorder.Refused("too long");

        Assert.Same(refused, SelectionReplay.Again(refused, Trusting, stopEarly: false));
    }
}
