using System.Collections.Concurrent;
using Tanuki.Agents.Checking;
using Tanuki.Core.Evidence;

namespace Tanuki.Agents.Tests.Orchestration;

/// <summary>Decides by the candidate's text instead of executing it; counts what it was asked.</summary>
/// <param name="results">How many different ones there are on the probes, if there are so many probes.</param>
internal sealed class ScriptedChecker(Func<string, (bool Passes, string Behaviour)> decide, int results = 1) : ICandidateChecker
{
    public ConcurrentQueue<string> Checked { get; } = [];

    public Task<CheckReport> CheckAsync(string code, CheckPlan plan, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Checked.Enqueue(code);
        var (passes, behaviour) = decide(code);
        var outcome = passes ? CheckOutcome.Passed : CheckOutcome.Failed;
        var detail = passes ? null : "wrong value";
        var checks = plan.Examples.Select(example => new Check(CheckKind.Example, example.Origin, example.Text, outcome, 1, detail));
        if (plan.Tests is { } tests)
            checks = checks.Prepend(new Check(CheckKind.UserTest, tests.Path, tests.Path, outcome, 1, detail));
        return Task.FromResult(new CheckReport([.. checks], [.. plan.Probes.Select((_, probe) => results == 1 ? behaviour : $"{behaviour}{probe % results}")], 0.01));
    }
}
