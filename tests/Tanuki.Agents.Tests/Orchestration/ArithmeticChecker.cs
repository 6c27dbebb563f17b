using System.Globalization;
using System.Text.RegularExpressions;
using Tanuki.Agents.Checking;

namespace Tanuki.Agents.Tests.Orchestration;

/// <summary>Works out what the few bodies of these tests give for a number, and whether a claim about it holds.</summary>
internal sealed partial class ArithmeticChecker : ICandidateChecker
{
    public Task<CheckReport> CheckAsync(string code, CheckPlan plan, CancellationToken cancellationToken) =>
        Task.FromResult(new CheckReport([], [.. plan.Probes.Select(probe => Evaluate(code, probe))], 0));

    private static string Evaluate(string code, string probe)
    {
        var match = Probe().Match(probe);
        if (!match.Success)
            return "!TypeError";
        var n = Number(match, "argument");
        var value = code.Contains("abs", StringComparison.Ordinal) ? Math.Abs(n) * 2
            : code.Contains('*', StringComparison.Ordinal) || code.Contains('+', StringComparison.Ordinal) ? n * 2 : n;
        return match.Groups["claimed"].Success ? (value == Number(match, "claimed") ? "True" : "False") : value.ToString(CultureInfo.InvariantCulture);
    }

    private static double Number(Match match, string group) => double.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\(?double\((?<argument>-?[\d.]+)\)(\) == \((?<claimed>-?[\d.]+)\))?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Probe();
}
