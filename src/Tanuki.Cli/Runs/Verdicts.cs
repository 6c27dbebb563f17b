using System.Globalization;
using Tanuki.Core.Evidence;
using Tanuki.Core.Receipts;

namespace Tanuki.Cli.Runs;

internal static class Verdicts
{
    public static int ExitCode(Verdict verdict) => verdict == Verdict.Verified ? Cli.ExitCode.Success : Cli.ExitCode.Unverified;

    /// <summary>E.g. <c>verified (0.97): 2 examples passed; 9 of 10 candidates behave like that.</c> Whatever is not verified says so first.</summary>
    public static string Sentence(Receipt receipt) => receipt.Verdict switch
    {
        Verdict.Verified when ByTests(receipt) => $"verified: {receipt.Why}",
        Verdict.Verified => $"verified{Measured(receipt.Confidence)}: {receipt.Why}",
        Verdict.Refuted => $"unverified, refuted by its checks: {receipt.Why}",
        Verdict.GaveUp => $"unverified, gave up: {receipt.Why}",
        _ => $"unverified{Measured(receipt.Confidence)}: {receipt.Why}",
    };

    /// <summary>An input on which other programs that pass differ from the chosen one; null where there is none.</summary>
    public static Check? Parting(Receipt receipt) => ChecksOfChosen(receipt).FirstOrDefault(check => check.Kind == CheckKind.Review);

    private static bool ByTests(Receipt receipt) => ChecksOfChosen(receipt).Any(check => check.Kind == CheckKind.UserTest);

    private static IEnumerable<Check> ChecksOfChosen(Receipt receipt) =>
        receipt.Candidates.Where(candidate => candidate.Id == receipt.Chosen).SelectMany(candidate => candidate.Checks);

    /// <summary>A confidence that no table stands behind is not shown.</summary>
    private static string Measured(Confidence confidence) =>
        confidence.Calibration is null ? "" : string.Create(CultureInfo.InvariantCulture, $" ({confidence.Value:0.00})");
}
