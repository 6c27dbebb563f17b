using System.Text.RegularExpressions;
using Tanuki.Agents.Aggregation;
using Tanuki.Agents.Jobs.Programs;

namespace Tanuki.Agents.Jobs.Reviewing;

/// <summary>What a call did, twice.</summary>
/// <param name="Description">Of what was raised, with its line; null where nothing was.</param>
internal sealed record CallOutcome(ReviewCall Call, string First, string Second, string? Description);

/// <summary>
/// Says which outcomes are defects. An exception or a time-out counts unless what people wrote asks for it, the arguments are
/// of other kinds than those that the program is for, or others who wrote a program for the same task do no better: they agree on
/// nothing where nobody said what to do.
/// </summary>
internal sealed partial class CallJudge(JobSubject subject, Alternatives alternatives)
{
    public const string TimeOut = "timeout";

    /// <param name="index">Of the call among those that the alternatives were asked about.</param>
    public Finding? Judge(CallOutcome outcome, int index)
    {
        var (call, first) = (outcome.Call, outcome.First);
        if (first is "!load" or "!lost" or "!unavailable" or "skipped")
            return null;
        var fits = CallDomain.Fits(call.Call, call.Function, subject.Examples);
        if (fits == false)
            return null;
        if (first == TimeOut)
            return outcome.Second == TimeOut && !OthersDoNoBetter(call, index)
                ? Make(outcome, FindingSeverity.Error, FindingEvidence.TimeOut, "does not come to an end in time") : null;
        if (outcome.Second != first)
            return outcome.Second == TimeOut || AsksForChance().IsMatch(subject.Words) ? null
                : Make(outcome, FindingSeverity.Error, FindingEvidence.Nondeterminism,
                    $"gave {Text.OneLine(first)}, and {Text.OneLine(outcome.Second)} when called again");
        if (first.StartsWith('!'))
            return Raised(outcome, index, fits);
        return Others(call).Agreed(index) is { } agreed && agreed != first && !agreed.StartsWith('!') && agreed != TimeOut
            ? Make(outcome, FindingSeverity.Warning, FindingEvidence.Alternatives,
                $"gave {Text.OneLine(first)}; {alternatives.Sharing(index, agreed)} of {alternatives.Programs.Count} programs written anew give "
                    + Text.OneLine(agreed))
            : null;
    }

    private Finding? Raised(CallOutcome outcome, int index, bool? fits)
    {
        var kind = outcome.First[1..].Split(' ')[0];
        // Without an example of what is meant, a wrong kind of argument explains these as well.
        if (fits is null && kind is "TypeError" or "AttributeError")
            return null;
        if (subject.Words.Contains(kind, StringComparison.Ordinal) || RaisesIt(outcome.Description) || OthersDoNoBetter(outcome.Call, index))
            return null;
        return Make(outcome, FindingSeverity.Error, FindingEvidence.Exception, outcome.Description is { } said
            ? Text.OneLine(Said().Replace(said, "raised "), 200) : $"raised {kind}");
    }

    /// <summary>What the program's own line raises was meant.</summary>
    private static bool RaisesIt(string? description) => description is not null && MeantLine().IsMatch(description);

    /// <summary>They were written for one function.</summary>
    private Alternatives Others(ReviewCall call) => call.Function == subject.Main ? alternatives : Alternatives.None;

    private bool OthersDoNoBetter(ReviewCall call, int index) =>
        Others(call).Programs.Count > 0 && Others(call).Agreed(index) is null or ['!', ..] or TimeOut;

    private Finding Make(CallOutcome outcome, FindingSeverity severity, FindingEvidence evidence, string message)
    {
        var line = outcome.Description is { } said && Line().Match(said) is { Success: true } match
            && int.TryParse(match.Groups["line"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : (int?)null;
        return new Finding(severity, evidence, subject.File.Path, line, outcome.Call.Source, message, outcome.Call.Origin);
    }

    [GeneratedRegex(@"\b(random\w*|shuffle\w*|uuid|current (time|date)|today|now)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex AsksForChance();

    [GeneratedRegex(@"\n\s*at line \d+: (raise|throw)\b", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex MeantLine();

    [GeneratedRegex(@"\n\s*at line (?<line>\d+):", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Line();

    [GeneratedRegex(@"^the program (raised|threw) ", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Said();
}
