using Tanuki.Core.Evidence;
using Tanuki.Core.Receipts;
using Tanuki.Evaluation.Reports;

namespace Tanuki.Evaluation.Tests.Reports;

/// <summary>Results as an evaluation would have recorded them.</summary>
internal static class Recorded
{
    public static EvaluationHeader Header { get; } = new()
    {
        Suite = "mbpp",
        DataSha256 = new string('d', 64),
        Examples = 1,
        ModelName = "scripted",
        ModelSha256 = new string('a', 64),
        Candidates = 10,
        BudgetSeconds = 120,
        RepairRounds = 1,
        Seed = 7,
        Raw = false,
        Calibration = "none",
        Program = "p1",
    };

    /// <param name="behaviour">Null makes a candidate that fails its example.</param>
    public static CandidateResult Candidate(int number, string? behaviour, bool right, int examples = 1)
    {
        var outcome = behaviour is null ? CheckOutcome.Failed : CheckOutcome.Passed;
        return new CandidateResult(
            $"c{number}",
            "coder",
            number,
            10,
            $"text {number}",
            $"code {number}",
            [.. Enumerable.Range(1, examples).Select(i => new Check(CheckKind.Example, "task text", $"f({i}) == {i}", outcome, 1))],
            [behaviour ?? "failing"],
            right,
            right ? null : "assertion failed");
    }

    public static RunResult Run(params CandidateResult[] candidates) => new()
    {
        Candidates = candidates,
        Chosen = candidates.FirstOrDefault()?.Id,
        Verdict = Verdict.Unverified,
        Confidence = new Confidence(0, "scripted", null),
        Features = SelectionFeatures.None,
        Right = candidates.FirstOrDefault()?.Right ?? false,
        Tokens = new TokenUsage(100, 40, 10 * candidates.Length),
        Seconds = new TimeUsage(2, 1, 0.5),
    };

    public static RunResult Claim(bool right, double confidence, Verdict verdict = Verdict.Unverified) =>
        Run(Candidate(1, "1", right)) with { Verdict = verdict, Confidence = new Confidence(confidence, "scripted", "t1") };

    public static EvaluationReport Report(params TaskResult[] tasks) => EvaluationReport.Of(Header, tasks, 12.5);
}
