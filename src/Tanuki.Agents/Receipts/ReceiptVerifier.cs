using System.Text.Json;
using Tanuki.Agents.Analysis;
using Tanuki.Agents.Checking;
using Tanuki.Core;
using Tanuki.Core.Evidence;
using Tanuki.Core.Receipts;
using Tanuki.Core.Runs;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Receipts;

/// <summary>
/// Executes a receipt's evidence again and compares it, the answer and the receipt with the run log. Does not protect against
/// someone who can also rewrite the run log.
/// </summary>
public sealed class ReceiptVerifier(ICandidateChecker checker)
{
    /// <param name="events">The run's log.</param>
    /// <param name="receipt">As it was handed over, possibly altered.</param>
    /// <param name="answer">The answer's files as they were handed over, possibly altered.</param>
    public async Task<ReceiptVerification> VerifyAsync(
        IReadOnlyList<RunEvent> events,
        Receipt receipt,
        IReadOnlyList<SourceFile> answer,
        CancellationToken cancellationToken)
    {
        var state = RunState.From(events);
        if (state.Answer is not { } logged)
            return new ReceiptVerification(["the run has no answer yet"], []);

        var differences = new List<string>();
        if (Serialise(receipt) != Serialise(logged.Receipt))
            differences.Add("the receipt is not the one in the run log");
        if (Hash.Of(state.Task.Text) != receipt.Task.Sha256)
            differences.Add("the receipt is for another task");
        differences.AddRange(Altered(receipt, answer));

        var again = answer is [var file, ..] && receipt.Chosen is not null
            ? await ExecuteAgainAsync(state, file.Content, cancellationToken)
            : new CheckReport([], [], 0);
        differences.AddRange(Disagreements(state, receipt, again));
        return new ReceiptVerification(differences, again.Checks);
    }

    private static IEnumerable<string> Altered(Receipt receipt, IReadOnlyList<SourceFile> answer)
    {
        foreach (var expected in receipt.Answer)
        {
            if (answer.FirstOrDefault(file => file.Path == expected.Path) is not { } file)
                yield return $"{expected.Path} is missing";
            else if (Hash.Of(file.Content) != expected.Sha256)
                yield return $"{expected.Path} was altered";
        }

        foreach (var extra in answer.Where(file => receipt.Answer.All(expected => expected.Path != file.Path)))
            yield return $"{extra.Path} is not in the receipt";
    }

    private async Task<CheckReport> ExecuteAgainAsync(RunState state, string code, CancellationToken cancellationToken)
    {
        var analysis = TaskAnalyser.Analyse(state.Task, state.Settings.Seed);
        return await checker.CheckAsync(code, CheckPlans.For(state.Task, analysis), cancellationToken);
    }

    private static IEnumerable<string> Disagreements(RunState state, Receipt receipt, CheckReport again)
    {
        var claimed = receipt.Candidates.FirstOrDefault(candidate => candidate.Id == receipt.Chosen)?.Checks ?? [];
        foreach (var claim in claimed.Where(check => check.Kind is CheckKind.UserTest or CheckKind.Example or CheckKind.Build))
        {
            var now = again.Checks.FirstOrDefault(check => check.Kind == claim.Kind && check.Text == claim.Text);
            if (now?.Outcome != claim.Outcome)
                yield return $"`{Text.OneLine(claim.Text)}` was {Name(claim.Outcome)} and is {(now is null ? "not executed" : Name(now.Outcome))}";
        }

        if (receipt.Chosen is { } chosen
            && state.Reports.TryGetValue(chosen, out var report)
            && !report.Behaviour.SequenceEqual(again.Behaviour, StringComparer.Ordinal))
        {
            yield return "the program behaves differently on the mutated inputs";
        }
    }

    private static string Name(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Passed => "passed",
        CheckOutcome.Failed => "failed",
        _ => "an error",
    };

    private static string Serialise(Receipt receipt) => JsonSerializer.Serialize(receipt, TanukiJson.Compact);
}

/// <param name="Differences">What does not agree, one phrase each; empty when everything does.</param>
/// <param name="Checks">The checks as executed again.</param>
public sealed record ReceiptVerification(IReadOnlyList<string> Differences, IReadOnlyList<Check> Checks)
{
    public bool Agrees => Differences.Count == 0;
}
