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
    /// <summary>
    /// For a receipt from another machine, whose log is not here: executes what the task and its tests say. Candidates that were
    /// not chosen, their agreement and the mutated inputs stay the receipt's word.
    /// </summary>
    /// <param name="task">Its text as the run was given it, and its tests.</param>
    public async Task<ReceiptVerification> VerifyAsync(
        CodingTask task,
        Receipt receipt,
        IReadOnlyList<SourceFile> answer,
        CancellationToken cancellationToken)
    {
        // A text that was typed has no line end, and the file that holds it now probably has.
        var unended = task with { Text = task.Text.TrimEnd('\n') };
        task = (Hash.Of(task.Text) == receipt.Task.Sha256 ? task : unended) with { Language = receipt.Task.Language };
        var differences = new List<string>();
        if (Hash.Of(task.Text) != receipt.Task.Sha256)
            differences.Add("the receipt is for another task");
        differences.AddRange(Altered(receipt, answer));
        var again = answer is [var file, ..] && receipt.Chosen is not null
            ? await ExecuteAgainAsync(task, seed: 0, inputs: null, file.Content, cancellationToken)
            : new CheckReport([], [], 0);
        differences.AddRange(Disagreements(receipt, again));
        return new ReceiptVerification(differences, again.Checks);
    }

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

        var differences = Differences(state, logged, receipt, answer);
        var again = answer is [var file, ..] && receipt.Chosen is not null
            ? await ExecuteAgainAsync(state.Task, state.Settings.Seed, state.Inputs, file.Content, cancellationToken)
            : new CheckReport([], [], 0);
        differences.AddRange(Disagreements(receipt, again));
        if (receipt.Chosen is { } chosen
            && state.Reports.TryGetValue(chosen, out var report)
            && !report.Behaviour.SequenceEqual(again.Behaviour, StringComparer.Ordinal))
        {
            differences.Add("the program behaves differently on the inputs that programs were compared on");
        }

        return new ReceiptVerification(differences, again.Checks);
    }

    /// <summary>What of a receipt and an answer that were handed over is not as the run log has it; nothing is executed.</summary>
    internal static List<string> Differences(RunState state, Answer logged, Receipt receipt, IReadOnlyList<SourceFile> answer)
    {
        var differences = new List<string>();
        if (Serialise(receipt) != Serialise(logged.Receipt))
            differences.Add("the receipt is not the one in the run log");
        if (Hash.Of(state.Task.Text) != receipt.Task.Sha256)
            differences.Add("the receipt is for another task");
        differences.AddRange(Altered(receipt, answer));
        return differences;
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

    private Task<CheckReport> ExecuteAgainAsync(
        CodingTask task, long seed, InputsProposed? inputs, string code, CancellationToken cancellationToken) =>
        checker.CheckAsync(code, CheckPlans.For(task, TaskAnalyser.Analyse(task, seed), inputs), cancellationToken);

    private static IEnumerable<string> Disagreements(Receipt receipt, CheckReport again)
    {
        var claimed = receipt.Candidates.FirstOrDefault(candidate => candidate.Id == receipt.Chosen)?.Checks ?? [];
        foreach (var claim in claimed.Where(check => check.Kind is CheckKind.UserTest or CheckKind.Example or CheckKind.Build))
        {
            var now = again.Checks.FirstOrDefault(check => check.Kind == claim.Kind && check.Text == claim.Text);
            if (now?.Outcome != claim.Outcome)
                yield return $"`{Text.OneLine(claim.Text)}` was {Name(claim.Outcome)} and is {(now is null ? "not executed" : Name(now.Outcome))}";
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
