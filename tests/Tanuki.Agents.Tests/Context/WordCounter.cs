using System.Text.RegularExpressions;
using Tanuki.Agents.Context;
using Tanuki.Core.Runs;

namespace Tanuki.Agents.Tests.Context;

/// <summary>Counts as tokenisers do: the count of a whole is not the sum of its parts'.</summary>
internal sealed partial class WordCounter : IPacketCounter
{
    public Task<int> CountAsync(IReadOnlyList<PacketMessage> messages, string prefill, CancellationToken cancellationToken) =>
        Task.FromResult(Count(messages, prefill));

    public static int Count(IReadOnlyList<PacketMessage> messages, string prefill) =>
        Token().Count(string.Concat(messages.Select(message => $"<{message.Role}>{message.Content}</>").Append($"<assistant>{prefill}")));

    [GeneratedRegex(@"\w{1,5}|\s+|[^\w\s]{1,2}")]
    private static partial Regex Token();
}
