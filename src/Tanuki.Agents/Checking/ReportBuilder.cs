using Tanuki.Core.Evidence;

namespace Tanuki.Agents.Checking;

/// <summary>Turns what the harness reported into the plan's checks; what was not reported is an error, never passed.</summary>
internal static class ReportBuilder
{
    public static CheckReport Build(CheckPlan plan, IReadOnlyList<HarnessReport> reports, string? failure, double seconds)
    {
        var checks = new List<Check>();
        if (plan.Tests is { } tests)
        {
            checks.AddRange(reports.Where(r => r.Kind == "test")
                .Select(r => new Check(CheckKind.UserTest, tests.Path, r.Text ?? "", Outcome(r), r.Ms, Detail(r))));
            if (failure is not null || checks.Count == 0)
                checks.Add(Undecided(CheckKind.UserTest, tests.Path, "all tests of the file", failure ?? "the file has no tests"));
        }

        for (var i = 0; i < plan.Examples.Count; i++)
        {
            var example = plan.Examples[i];
            var report = reports.FirstOrDefault(r => r.Kind == "example" && r.I == i);
            checks.Add(report is null
                ? Undecided(CheckKind.Example, example.Origin, example.Text, failure ?? "not executed")
                : new Check(CheckKind.Example, example.Origin, example.Text, Outcome(report), report.Ms, Detail(report)));
        }

        var missing = checks.Exists(check => check.Outcome != CheckOutcome.Passed) ? "skipped" : "timeout";
        List<string> behaviour = [.. plan.Probes.Select((_, i) => reports.FirstOrDefault(r => r.Kind == "probe" && r.I == i)?.Text ?? missing)];
        if (checks.Count == 0 && (failure ?? (behaviour.Contains("!load") ? "the program does not load" : null)) is { } reason)
            checks.Add(Undecided(CheckKind.Build, plan.Language, "the program runs", reason));
        return new CheckReport(checks, behaviour, seconds);
    }

    /// <summary>Every check of the plan with the same outcome, for a candidate that was not executed.</summary>
    public static List<Check> Same(CheckPlan plan, CheckOutcome outcome, string detail)
    {
        var checks = new List<Check>();
        if (plan.Tests is { } tests)
            checks.Add(new Check(CheckKind.UserTest, tests.Path, "all tests of the file", outcome, 0, detail));
        checks.AddRange(plan.Examples.Select(e => new Check(CheckKind.Example, e.Origin, e.Text, outcome, 0, detail)));
        if (checks.Count == 0)
            checks.Add(new Check(CheckKind.Build, plan.Language, "the program runs", outcome, 0, detail));
        return checks;
    }

    private static Check Undecided(CheckKind kind, string origin, string text, string reason) =>
        new(kind, origin, text, CheckOutcome.Error, 0, reason);

    private static CheckOutcome Outcome(HarnessReport report) => report.Outcome switch
    {
        "passed" => CheckOutcome.Passed,
        "failed" => CheckOutcome.Failed,
        _ => CheckOutcome.Error,
    };

    private static string? Detail(HarnessReport report) => report.Outcome == "passed" ? null : report.Detail ?? "no reason given";
}
