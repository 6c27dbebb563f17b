using Tanuki.Agents.Analysis;
using Tanuki.Agents.Extraction;
using Tanuki.Agents.Specialists;
using Tanuki.Core.Runs;
using Tanuki.Models.Backbones;

namespace Tanuki.Agents.Orchestration.Functions;

/// <summary>How the coder samples. Raw differs from selected in temperature and number only, so that the two compare.</summary>
internal static class Requests
{
    public static GenerationRequest For(Packet packet, RunSettings settings, TaskAnalysis analysis, IReadOnlyList<ProposedSample> samples) => new()
    {
        Messages = [.. packet.Messages.Select(message => new ChatMessage(message.Role, message.Content))],
        AssistantPrefill = packet.Prefill,
        Seeds = [.. samples.Select(sample => sample.Seed)],
        Temperature = settings.Raw ? 0f : Sampling.Temperature,
        TopP = Sampling.TopP,
        MaxTokens = Sampling.MaxTokens,
        Stop = StopSequences.For(analysis.Language, analysis.Head is not null),
    };

    private static Sampling Sampling => SpecialistLibrary.Coder.Sampling;
}
