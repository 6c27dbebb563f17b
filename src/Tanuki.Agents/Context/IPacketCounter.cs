using Tanuki.Core.Runs;
using Tanuki.Models.Backbones;

namespace Tanuki.Agents.Context;

/// <summary>Counts the tokens of a whole prompt as the model will read it, chat template and prefill included.</summary>
public interface IPacketCounter
{
    Task<int> CountAsync(IReadOnlyList<PacketMessage> messages, string prefill, CancellationToken cancellationToken);
}

/// <summary>With the tokeniser of the model that will read the packet; an endpoint without one estimates, rather too many than too few.</summary>
public sealed class BackboneCounter(IBackbone backbone) : IPacketCounter
{
    public Task<int> CountAsync(IReadOnlyList<PacketMessage> messages, string prefill, CancellationToken cancellationToken) => backbone.CountTokensAsync(
        new GenerationRequest
        {
            Messages = [.. messages.Select(message => new ChatMessage(message.Role, message.Content))],
            AssistantPrefill = prefill,
            Seeds = [0],
        },
        cancellationToken);
}
