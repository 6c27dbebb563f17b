using System.Text.Json.Serialization;
using Tanuki.Core.Evidence;
using Tanuki.Core.Receipts;
using Tanuki.Evaluation.Specialists;
using Tanuki.Evaluation.Statistics;

namespace Tanuki.Evaluation.Reports;

/// <summary>The figures of an evaluation.</summary>
public sealed record EvaluationSummary
{
    public required int Tasks { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RateSummary? Raw { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RateSummary? Selected { get; init; }

    /// <summary>Selected against raw, when both were run.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PairedSummary? Difference { get; init; }

    /// <summary>Tasks for which some candidate is right: the most that a better choice could reach.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RateSummary? AtLeastOneRight { get; init; }

    /// <summary>How many of the answers called verified are right.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RateSummary? VerifiedPrecision { get; init; }

    /// <summary>For how many of the tasks the answer is called verified.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RateSummary? VerifiedCoverage { get; init; }

    /// <summary>Repositories: for how many the file with the bug was put first, of all whose answer was judged or refused.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RateSummary? LocalisedFirst { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RateSummary? LocalisedInThree { get; init; }

    /// <summary>Specialists: their own counts, the baseline's beside them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SpecialistSummary? Specialist { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CalibrationSummary? Calibration { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CostSummary? RawCost { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CostSummary? SelectedCost { get; init; }

    /// <summary>Tasks that were refused; they count as wrong.</summary>
    public required int Failures { get; init; }

    public static EvaluationSummary Of(IReadOnlyList<TaskResult> tasks)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        RunResult[] raw = [.. tasks.Select(task => task.Raw).OfType<RunResult>()];
        RunResult[] selected = [.. tasks.Select(task => task.Selected).OfType<RunResult>()];
        var summary = new EvaluationSummary
        {
            Tasks = tasks.Count,
            Failures = tasks.Count(task => (task.Selected?.Failure ?? task.Raw?.Failure) is not null),
        };
        if (raw.Length > 0)
            summary = summary with { Raw = RateSummary.Of(raw, run => run.Right), RawCost = CostSummary.Of(raw) };
        if (tasks.Any(task => task.Main.Repository is not null))
        {
            summary = summary with
            {
                LocalisedFirst = RateSummary.Of(tasks, task => task.Main.Repository?.LocalisedAt == 1),
                LocalisedInThree = RateSummary.Of(tasks, task => task.Main.Repository?.LocalisedAt <= 3),
            };
        }

        if (tasks.Any(task => task.Main.Specialist is not null))
        {
            // A specialist's answer promises nothing that could be calibrated.
            return summary with
            {
                Specialist = SpecialistSummary.Of(tasks),
                Selected = selected.Length == 0 ? null : RateSummary.Of(selected, run => run.Right),
                SelectedCost = selected.Length == 0 ? null : CostSummary.Of(selected),
                Difference = Pair(tasks),
            };
        }

        return selected.Length == 0 ? summary : summary.With(selected) with { Difference = Pair(tasks) };
    }

    private EvaluationSummary With(RunResult[] selected)
    {
        RunResult[] verified = [.. selected.Where(run => run.Verdict == Verdict.Verified)];
        return this with
        {
            Selected = RateSummary.Of(selected, run => run.Right),
            SelectedCost = CostSummary.Of(selected),
            AtLeastOneRight = RateSummary.Of(selected, run => run.AnyRight),
            VerifiedPrecision = RateSummary.Of(verified, run => run.Right),
            VerifiedCoverage = RateSummary.Of(selected, run => run.Verdict == Verdict.Verified),
            Calibration = CalibrationSummary.Of([.. selected.Select(run => new Claim(run.Confidence.Value, run.Right))]),
        };
    }

    private static PairedSummary? Pair(IReadOnlyList<TaskResult> tasks)
    {
        (bool, bool)[] pairs = [.. tasks.Where(task => task is { Selected: not null, Raw: not null })
            .Select(task => (task.Selected!.Right, task.Raw!.Right))];
        return pairs.Length == 0 ? null : PairedSummary.Of(pairs);
    }
}

/// <param name="Rate">Null without trials.</param>
/// <param name="Low">Lower end of Wilson's 95% interval.</param>
public sealed record RateSummary(int Successes, int Trials, double? Rate, double Low, double High)
{
    internal static RateSummary Of<T>(IReadOnlyCollection<T> items, Func<T, bool> counts)
    {
        var proportion = new Proportion(items.Count(counts), items.Count);
        var interval = proportion.Wilson();
        return new RateSummary(proportion.Successes, proportion.Trials, proportion.Trials == 0 ? null : proportion.Rate, interval.Low, interval.High);
    }
}

/// <param name="Difference">Rate of the first minus rate of the second.</param>
/// <param name="Newcombe">95%, from the counts.</param>
/// <param name="Bootstrap">95%, over tasks.</param>
/// <param name="McNemarP">Exact, two-sided.</param>
public sealed record PairedSummary(PairedTable Table, double Difference, Interval Newcombe, Interval Bootstrap, double McNemarP)
{
    /// <summary>Fixed, so that the same results always print the same interval.</summary>
    private const int BootstrapSeed = 20_250_101;

    internal static PairedSummary Of(IReadOnlyCollection<(bool First, bool Second)> pairs)
    {
        var table = PairedTable.Of(pairs);
        double[] differences = [.. pairs.Select(pair => (pair.First ? 1.0 : 0) - (pair.Second ? 1.0 : 0))];
        return new PairedSummary(
            table,
            table.Difference,
            table.Newcombe(),
            PairedBootstrap.Of(differences, BootstrapSeed),
            McNemar.ExactP(table.OnlyFirst, table.OnlySecond));
    }
}

public sealed record CalibrationSummary(double Brier, double ExpectedError, IReadOnlyList<CalibrationBin> Curve)
{
    internal static CalibrationSummary Of(IReadOnlyCollection<Claim> claims) =>
        new(CalibrationCurve.Brier(claims), CalibrationCurve.ExpectedError(claims), CalibrationCurve.Of(claims));
}

/// <summary>Means per task.</summary>
/// <param name="DecodedTokens">What candidates have in common from the first token on counts once; 0 where that is not known.</param>
public sealed record CostSummary(
    double Candidates,
    double PromptTokens,
    double CachedTokens,
    double GeneratedTokens,
    double DecodedTokens,
    double Seconds,
    double ModelSeconds,
    double SandboxSeconds)
{
    internal static CostSummary Of(IReadOnlyCollection<RunResult> runs) => new(
        runs.Average(run => run.Candidates.Count),
        runs.Average(run => run.Tokens.Prompt),
        runs.Average(run => run.Tokens.Cached),
        runs.Average(run => run.Tokens.Generated),
        runs.Average(run => run.Tokens.Decoded),
        runs.Average(run => run.Seconds.Total),
        runs.Average(run => run.Seconds.Model),
        runs.Average(run => run.Seconds.Sandbox));
}
