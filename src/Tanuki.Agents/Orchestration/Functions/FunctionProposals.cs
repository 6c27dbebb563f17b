using Tanuki.Agents.Analysis;
using Tanuki.Agents.Checking;
using Tanuki.Agents.Extraction;
using Tanuki.Agents.Selection;
using Tanuki.Core.Runs;
using Tanuki.Models.Backbones;

namespace Tanuki.Agents.Orchestration.Functions;

/// <summary>Programs that stand alone, judged by tests, examples and agreement.</summary>
internal sealed class FunctionProposals(
    ICandidateChecker checker, RunSettings settings, TaskAnalysis analysis, CheckPlan plan, CalibrationTable calibration) : IProposals
{
    public GenerationRequest Request(Packet packet, IReadOnlyList<ProposedSample> samples) => Requests.For(packet, settings, analysis, samples);

    public ReadProposal Read(string text) =>
        CodeExtractor.Extract(text, analysis.Language, analysis.Head, analysis.EntryPoint) is { Code: var code }
            ? new ReadProposal(code, null)
            : ReadProposal.Refused("No program was found in the answer.");

    public Task<CheckReport> CheckAsync(string code, CancellationToken cancellationToken) => checker.CheckAsync(code, plan, cancellationToken);

    public bool Suffice(RunState state, int asked) => StoppingRule.Suffices(state, asked, plan, calibration);
}
