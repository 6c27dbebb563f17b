using Tanuki.Core.Receipts;
using Tanuki.Core.Runs;
using Tanuki.Evaluation.Reports;
using Tanuki.Evaluation.Running;

namespace Tanuki.Evaluation.Tests.Reports;

public sealed class AblationTests
{
    [Fact]
    public void Each_stage_is_told_from_the_same_candidates_and_paired_with_the_one_before()
    {
        // The first candidate fails its example; the first that passes is wrong; two that agree are right.
        var agreed = new TaskResult(
            "1",
            Recorded.Run(
                Recorded.Candidate(1, null, false), Recorded.Candidate(2, "b", false), Recorded.Candidate(3, "a", true), Recorded.Candidate(10, "a", true)),
            Recorded.Run(Recorded.Candidate(1, null, false)));
        // Only the raw answer and a candidate that nobody agrees with are right.
        var lost = new TaskResult(
            "2",
            Recorded.Run(Recorded.Candidate(1, "b", false), Recorded.Candidate(2, "a", true), Recorded.Candidate(3, "b", false)),
            Recorded.Run(Recorded.Candidate(1, "a", true)));

        var stages = Ablation.Of(Recorded.Report(agreed, lost), EvaluationCommand.NoCalibration);

        Assert.Equal(
            [("one, temperature 0", 1), ("one candidate", 0), ("first that passes", 0), ("the choice", 1), ("any candidate", 2)],
            stages.Select(stage => (stage.Name, stage.Right.Successes)));
        Assert.Null(stages[0].Gain);
        Assert.Equal((1, 0), (stages[3].Gain!.Table.OnlyFirst, stages[3].Gain!.Table.OnlySecond));
        Assert.Equal((0, 1), (stages[1].Gain!.Table.OnlyFirst, stages[1].Gain!.Table.OnlySecond));
    }

    [Fact]
    public void Candidates_come_in_the_order_of_their_numbers()
    {
        var task = new TaskResult("1", Recorded.Run(Recorded.Candidate(10, "a", false), Recorded.Candidate(2, "a", true)));

        Assert.Equal(1, Ablation.Of(Recorded.Report(task), EvaluationCommand.NoCalibration).Single(stage => stage.Name == "one candidate").Right.Successes);
    }

    [Fact]
    public void What_the_testers_claims_add_is_a_stage_of_its_own()
    {
        var run = Recorded.Run(
            Recorded.Candidate(1, "x", false, examples: 0) with { Behaviour = ["1", "False"] },
            Recorded.Candidate(2, "y", true, examples: 0) with { Behaviour = ["2", "True"] });
        var task = new TaskResult("1", run with { Inputs = new InputsProposed(["f(1)"], ["(f(1)) == (2)"], new ModelUsage(new TokenUsage(0, 0, 0), 0)) });

        var stages = Ablation.Of(Recorded.Report(task), EvaluationCommand.NoCalibration);

        Assert.Equal(
            [("one candidate", 0), ("first that passes", 0), ("agreement alone", 0), ("the choice", 1), ("any candidate", 1)],
            stages.Select(stage => (stage.Name, stage.Right.Successes)));
    }

    [Fact]
    public void Without_results_there_are_no_stages() => Assert.Empty(Ablation.Of(Recorded.Report(), EvaluationCommand.NoCalibration));
}
