using System.Globalization;
using Tanuki.Core.Evidence;
using Tanuki.Core.Receipts;

namespace Tanuki.Cli.Runs;

internal static class Verdicts
{
    public static int ExitCode(Verdict verdict) => verdict == Verdict.Verified ? Cli.ExitCode.Success : Cli.ExitCode.Unverified;

    /// <summary>E.g. <c>verified (0.97): 2 examples passed, 9 of 10 candidates agree</c>.</summary>
    public static string Sentence(Receipt receipt) => receipt.Verdict switch
    {
        Verdict.GaveUp => $"gave up: {receipt.Why}",
        var verdict => string.Create(CultureInfo.InvariantCulture, $"{Name(verdict)} ({receipt.Confidence.Value:0.00}): {receipt.Why}"),
    };

    private static string Name(Verdict verdict) => verdict switch
    {
        Verdict.Verified => "verified",
        Verdict.Refuted => "refuted",
        _ => "unverified",
    };
}
