using Tanuki.Core.Evidence;

namespace Tanuki.Agents.Aggregation;

/// <summary>Whose version of a file is used: that without a failure, then that with the strongest kind of check passed, then with more of them.</summary>
internal sealed record EvidenceWeight(int Failed, CheckKind? Strongest, int Passed)
{
    public static EvidenceWeight Of(IReadOnlyList<Check> checks)
    {
        var passed = checks.Where(check => check.Outcome == CheckOutcome.Passed).ToList();
        return new(checks.Count - passed.Count, passed.Count == 0 ? null : passed.Min(check => check.Kind), passed.Count);
    }

    /// <summary>The better one has the greater rank.</summary>
    public (bool Sound, int Strength, int Passed, int Spared) Rank => (Failed == 0, Strongest is { } kind ? -(int)kind : int.MinValue, Passed, -Failed);

    public override string ToString() => (Passed, Failed) switch
    {
        (0, 0) => "nothing was executed",
        (_, 0) => $"{Text.Count(Passed, "check")} passed",
        _ => $"{Text.Count(Passed, "check")} passed, {Failed} did not",
    };
}
