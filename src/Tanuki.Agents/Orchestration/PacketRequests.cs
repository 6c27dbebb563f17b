using Tanuki.Agents.Specialists;
using Tanuki.Core.Runs;
using Tanuki.Models.Backbones;

namespace Tanuki.Agents.Orchestration;

internal static class PacketRequests
{
    /// <summary>A packet as the backbone is asked it, one sample for each seed.</summary>
    public static GenerationRequest For(Packet packet, Sampling sampling, IEnumerable<long> seeds, IReadOnlyList<string> stop) => new()
    {
        Messages = [.. packet.Messages.Select(message => new ChatMessage(message.Role, message.Content))],
        AssistantPrefill = packet.Prefill,
        Seeds = [.. seeds],
        Temperature = sampling.Temperature,
        TopP = sampling.TopP,
        MaxTokens = sampling.MaxTokens,
        Stop = stop,
    };
}
