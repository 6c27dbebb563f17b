using Tanuki.Agents.Aggregation;
using Tanuki.Agents.Briefing;
using Tanuki.Agents.Checking;
using Tanuki.Agents.Jobs.Programs;
using Tanuki.Core.Evidence;

namespace Tanuki.Agents.Jobs.Reviewing;

/// <summary>
/// The reviewer names calls that may go wrong, execution says which do. What it suspects without execution showing it is not
/// reported.
/// </summary>
internal sealed class ReviewJob : IJob
{
    private const int MostAlone = 6;

    public async Task<JobResult> RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        Finding[] seen = [.. StaticFindings.Of(request.RequiredFile, request.Language)];
        if (!ProgramText.Knows(request.Language))
            return Result(seen, $"programs in {request.Language} are not executed piece by piece yet: only their text was looked at.");
        var subject = JobSubject.Of(request);
        if (subject.Functions.Count == 0)
            return Result(seen, "there is no function to call: only the text was looked at.");

        var answers = await context.AskAsync("reviewer", subject.Holes, SpecialistPackets.EndOfFence, cancellationToken);
        var calls = ReviewCalls.Of(answers.Select(answer => answer.Text), subject);
        if (await LoadFailureAsync(context, subject, cancellationToken) is { } failure)
            return Result(seen, $"only the text was looked at: {failure}.") with { Succeeded = false };
        var wrong = await ExamplesAsync(context, subject, cancellationToken);
        var found = await CallsAsync(context, subject, calls, refuted: wrong.Count > 0, cancellationToken);
        return Result([.. wrong, .. found, .. seen],
            $"{Text.Count(calls.Count, "call")} and {Text.Count(subject.Examples.Count, "example")} executed.");
    }

    /// <summary>A program that needs a package that is not here is not wrong, and not reviewed either.</summary>
    private static async Task<string?> LoadFailureAsync(JobContext context, JobSubject subject, CancellationToken cancellationToken)
    {
        var report = await context.CheckAsync(subject.File.Content, subject.Plan([new Example("0", "0", "review", "0")], []), cancellationToken);
        return report.Checks.FirstOrDefault(check => check.Outcome != CheckOutcome.Passed)?.Detail is { } detail ? Text.OneLine(detail, 200) : null;
    }

    private static JobResult Result(IReadOnlyList<Finding> findings, string how) => new()
    {
        Job = "review",
        Succeeded = findings.Count == 0,
        Findings = [.. findings.OrderBy(finding => finding.Severity).ThenBy(finding => finding.Evidence)],
        Why = $"{(findings.Count == 0 ? "nothing" : Text.Count(findings.Count, "defect"))} found; {how}",
    };

    private static async Task<IReadOnlyList<Finding>> ExamplesAsync(JobContext context, JobSubject subject, CancellationToken cancellationToken)
    {
        if (subject.Examples.Count == 0)
            return [];
        var report = await context.CheckAsync(subject.File.Content, subject.Plan([.. subject.Examples.Select(found => found.Example)], []),
            cancellationToken);
        return [.. report.Checks
            .Where(check => check.Kind == CheckKind.Example && check.Outcome == CheckOutcome.Failed)
            .Select(check => new Finding(
                FindingSeverity.Error, FindingEvidence.Example, subject.File.Path, null, null,
                    Text.OneLine(check.Detail ?? $"{check.Text} failed", 200), check.Origin))];
    }

    /// <param name="refuted">An example shows already that the program is wrong: others need not be asked.</param>
    private static async Task<IReadOnlyList<Finding>> CallsAsync(
        JobContext context, JobSubject subject, IReadOnlyList<ReviewCall> calls, bool refuted, CancellationToken cancellationToken)
    {
        if (calls.Count == 0)
            return [];
        string[] sources = [.. calls.Select(call => call.Source)];
        var plan = subject.Plan([], sources);
        var twice = await Task.WhenAll(
            context.CheckAsync(subject.File.Content, plan, cancellationToken), context.CheckAsync(subject.File.Content, plan, cancellationToken));
        var alone = await AloneAsync(context, subject, [.. calls.Where((_, i) => twice.Any(report => report.Behaviour[i] == CallJudge.TimeOut))],
            cancellationToken);
        var alternatives = refuted ? Alternatives.None : await Alternatives.WriteAsync(context, subject, sources, cancellationToken);
        var descriptions = await DescribeAsync(context, subject, calls, twice[0].Behaviour, cancellationToken);
        var judge = new CallJudge(subject, alternatives);
        return [.. calls
            .Select((call, i) => judge.Judge(new CallOutcome(call, Behaviour(0, i), Behaviour(1, i), descriptions.GetValueOrDefault(call.Source)), i))
            .OfType<Finding>()
            .DistinctBy(finding => (finding.Evidence, finding.Line, finding.Call![..finding.Call!.IndexOf('(', StringComparison.Ordinal)]))];

        string Behaviour(int run, int i) => alone.GetValueOrDefault(calls[i].Source, twice[run].Behaviour[i]);
    }

    /// <summary>Where one call takes all the time, those after it have none left: only what is called alone is known to take too long.</summary>
    private static async Task<Dictionary<string, string>> AloneAsync(
        JobContext context, JobSubject subject, IReadOnlyList<ReviewCall> calls, CancellationToken cancellationToken)
    {
        var reports = await Task.WhenAll(calls.Take(MostAlone)
            .Select(call => context.CheckAsync(subject.File.Content, Alone(subject, call), cancellationToken)));
        return calls
            .Select((call, i) => (call.Source, Behaviour: i < reports.Length ? reports[i].Behaviour[0] : "skipped"))
            .ToDictionary(known => known.Source, known => known.Behaviour, StringComparer.Ordinal);
    }

    private static CheckPlan Alone(JobSubject subject, ReviewCall call) => subject.Plan([], [call.Source]) with { Time = TimeSpan.FromSeconds(12.5) };

    /// <summary>A probe tells only the kind of what was raised; an example that cannot be met tells text and line as well.</summary>
    private static async Task<Dictionary<string, string>> DescribeAsync(
        JobContext context, JobSubject subject, IReadOnlyList<ReviewCall> calls, IReadOnlyList<string> behaviour, CancellationToken cancellationToken)
    {
        Example[] raising = [.. calls.Where((_, i) => behaviour[i].StartsWith('!'))
            .Select(call => new Example(call.Source, "None", "review", call.Source))];
        if (raising.Length == 0)
            return [];
        if (subject.Language != Core.Tasks.LanguageNames.Python)
            raising = [.. raising.Select(example => example with { Expected = "null" })];
        var report = await context.CheckAsync(subject.File.Content, subject.Plan(raising, []), cancellationToken);
        return report.Checks
            .Where(check => check.Kind == CheckKind.Example && check.Detail is not null)
            .ToDictionary(check => check.Text, check => check.Detail!, StringComparer.Ordinal);
    }
}
