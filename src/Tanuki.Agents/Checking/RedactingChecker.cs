using Tanuki.Core.Secrets;

namespace Tanuki.Agents.Checking;

/// <summary>
/// Takes secrets out of what programs say before anybody reads it: the log, the receipt, the model, and whoever executes the
/// evidence again and compares.
/// </summary>
internal sealed class RedactingChecker(ICandidateChecker checker, SecretScanner secrets) : ICandidateChecker
{
    public async Task<CheckReport> CheckAsync(string code, CheckPlan plan, CancellationToken cancellationToken)
    {
        var report = await checker.CheckAsync(code, plan, cancellationToken);
        return report with
        {
            Checks = [.. report.Checks.Select(check => check with
            {
                Text = secrets.Redact(check.Text),
                Detail = check.Detail is { } detail ? secrets.Redact(detail) : null,
            })],
            Behaviour = [.. report.Behaviour.Select(secrets.Redact)],
        };
    }
}
