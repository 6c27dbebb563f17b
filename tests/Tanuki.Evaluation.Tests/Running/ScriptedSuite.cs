using Tanuki.Agents.Checking;
using Tanuki.Core.Evidence;
using Tanuki.Core.Receipts;
using Tanuki.Core.Runs;
using Tanuki.Core.Tasks;

namespace Tanuki.Evaluation.Tests.Running;

/// <summary>A checker for which code is right when it says so, and runs whose events are written down here.</summary>
internal sealed class ScriptedSuite : ICandidateChecker
{
    private readonly Lock _gate = new();

    public List<(string Code, string? EntryPoint, string Tests)> Judged { get; } = [];

    public List<(string Id, RunSettings Settings)> Solved { get; } = [];

    public Task<CheckReport> CheckAsync(string code, CheckPlan plan, CancellationToken cancellationToken)
    {
        lock (_gate)
            Judged.Add((code, plan.EntryPoint, plan.Tests!.Content));
        var right = code.Contains("right", StringComparison.Ordinal);
        var check = new Check(CheckKind.UserTest, plan.Tests.Path, "hidden", right ? CheckOutcome.Passed : CheckOutcome.Failed, 1, right ? null : "it is wrong");
        return Task.FromResult(new CheckReport([check], [], 0.1));
    }

    /// <summary>Three candidates of which the last two are equal; the baseline gives the first.</summary>
    public Task<IReadOnlyList<RunEvent>> SolveAsync(string id, CodingTask task, RunSettings settings, CancellationToken cancellationToken)
    {
        lock (_gate)
            Solved.Add((id, settings));
        string?[] codes = settings.Raw ? [$"wrong {id}"] : [$"wrong {id}", $"right {id}", $"right {id}", null];
        List<RunEvent> events = [new RunStarted(task, settings)];
        for (var i = 0; i < codes.Length; i++)
        {
            events.Add(new CandidateProposed(0, new Candidate($"c{i + 1}", "coder", i, 5, $"text {i}", codes[i])));
            if (codes[i] is not null)
                events.Add(new CandidateChecked($"c{i + 1}", [new Check(CheckKind.Example, "task text", "f(1) == 1", CheckOutcome.Passed, 1)], [codes[i]!], 0.1));
        }

        var receipt = new Receipt
        {
            Run = id,
            Task = new ReceiptTask("function", "python", "0"),
            Answer = [],
            Model = new ReceiptModel("scripted", "unknown"),
            Candidates = [],
            Chosen = settings.Raw ? "c1" : "c2",
            Verdict = Verdict.Unverified,
            Confidence = new Confidence(0.6, "scripted", "t1"),
            Why = "scripted.",
            Tokens = new TokenUsage(10, 4, 5 * codes.Length),
            Seconds = new TimeUsage(1, 0.5, 0.2),
            Sandbox = new ReceiptSandbox { Driver = "none", Limits = new Dictionary<string, string>(), NotEnforced = [] },
        };
        events.Add(new RunFinished(new Answer([], receipt)));
        return Task.FromResult<IReadOnlyList<RunEvent>>(events);
    }
}
