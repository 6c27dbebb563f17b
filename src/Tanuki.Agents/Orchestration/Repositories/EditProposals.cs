using Tanuki.Agents.Checking;
using Tanuki.Agents.Specialists;
using Tanuki.Core.Evidence;
using Tanuki.Core.Runs;
using Tanuki.Models.Backbones;
using Tanuki.Sandbox.Sessions;

namespace Tanuki.Agents.Orchestration.Repositories;

/// <summary>Changes at one place, judged by the user's tests. What is executed is a patch against the copy, without context.</summary>
internal sealed class EditProposals(Workbench bench, Attempt attempt, Specialist specialist, TestsExecuted before) : IProposals
{
    /// <summary>A character more than three per token is rare in source code.</summary>
    private const int CharactersPerToken = 3, Spare = 96;

    /// <summary>Three or four lines: where they come back to what stands in the file, the change ends.</summary>
    private const int ContinuationTokens = 40;

    public GenerationRequest Request(Packet packet, IReadOnlyList<ProposedSample> samples) => PacketRequests.For(
        packet,
        specialist.Sampling with { MaxTokens = attempt.From is null ? (attempt.Text.Length / CharactersPerToken) + Spare : ContinuationTokens },
        samples.Select(sample => sample.Seed),
        ["\n```"]);

    public ReadProposal Read(string text) =>
        attempt.From is { } line ? EditReader.Continuation(bench, attempt, line, text) : EditReader.Whole(bench, attempt, text);

    public async Task<CheckReport> CheckAsync(string code, CancellationToken cancellationToken)
    {
        try
        {
            var result = await bench.Tests.RunAsync(bench.Apply(code), cancellationToken);
            return new CheckReport([Describe(result)], [], result.Seconds);
        }
        catch (WorkspaceException refused) when (refused.Fault != WorkspaceFault.Unavailable)
        {
            return new CheckReport([new Check(CheckKind.Build, "sandbox", "the change can be made", CheckOutcome.Failed, 0, refused.Message)], [], 0);
        }
    }

    public bool Suffice(RunState state, int asked) => ChangeChooser.Suffices(state);

    private Check Describe(TestsResult result)
    {
        var few = result.Outcome == CheckOutcome.Passed && !result.SucceedsAfter(before.Tests);
        var detail = few ? $"The command succeeds, but runs fewer tests than the {before.Tests} before." : FailureText.Of(result.Output);
        var outcome = few ? CheckOutcome.Failed : result.Outcome;
        var counts = result.Counts is { } known ? $"{known.Total - known.Failed} of {known.Total} tests" : null;
        var milliseconds = Math.Round(result.Verdict.WallMs, 1);
        return new Check(
            CheckKind.UserTest, "your test command", counts ?? "the test command", outcome, milliseconds, outcome == CheckOutcome.Passed ? null : detail);
    }
}
