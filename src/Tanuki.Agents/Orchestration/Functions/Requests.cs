using Tanuki.Agents.Analysis;
using Tanuki.Agents.Extraction;
using Tanuki.Agents.Specialists;
using Tanuki.Core.Runs;
using Tanuki.Models.Backbones;

namespace Tanuki.Agents.Orchestration.Functions;

/// <summary>How the coder samples. Raw differs from selected in temperature and number only, so that the two compare.</summary>
internal static class Requests
{
    public static GenerationRequest For(Packet packet, RunSettings settings, TaskAnalysis analysis, IReadOnlyList<ProposedSample> samples) => PacketRequests.For(
        packet,
        settings.Raw ? Sampling with { Temperature = 0 } : Sampling,
        samples.Select(sample => sample.Seed),
        StopSequences.For(analysis.Language, analysis.Head is not null));

    private static Sampling Sampling => SpecialistLibrary.Coder.Sampling;
}
