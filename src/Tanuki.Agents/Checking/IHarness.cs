using System.Text.Json.Nodes;
using Tanuki.Core.Evidence;
using Tanuki.Sandbox;

namespace Tanuki.Agents.Checking;

/// <summary>How candidates of one language are taken apart into two programs.</summary>
internal interface IHarness
{
    Task<HarnessPair> PrepareAsync(string code, CheckPlan plan, CancellationToken cancellationToken);
}

/// <param name="Harness">The program that holds the tests and reports.</param>
/// <param name="HarnessSetup">Its first line of input; the secret is added to it.</param>
/// <param name="Worker">The program that holds the candidate and answers calls.</param>
/// <param name="WorkerSetup">Its first line of input.</param>
/// <param name="Refusal">Set when there is nothing to run: the checks to report instead; the rest is null.</param>
internal sealed record HarnessPair(
    SandboxJob? Harness,
    JsonObject? HarnessSetup,
    SandboxJob? Worker,
    JsonObject? WorkerSetup,
    IReadOnlyList<Check>? Refusal = null)
{
    /// <summary>True when starting the programs compiles them first, which the plan's time does not count.</summary>
    public bool Compiled { get; init; }

    public static HarnessPair Refused(IReadOnlyList<Check> checks) => new(null, null, null, null, checks);
}
