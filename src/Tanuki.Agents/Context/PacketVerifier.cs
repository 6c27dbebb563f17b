using Tanuki.Agents.Receipts;
using Tanuki.Core.Runs;

namespace Tanuki.Agents.Context;

/// <summary>Says whether a packet that was handed over is the one that was made. Whoever can change it can also write new checksums; that is not seen.</summary>
public static class PacketVerifier
{
    /// <returns>A phrase for each difference; empty when the packet is intact.</returns>
    public static IReadOnlyList<string> Differences(Packet packet)
    {
        ArgumentNullException.ThrowIfNull(packet);
        var differences = (packet.Sections ?? []).Where(mark => !IsIntact(packet, mark)).Select(mark => $"the section \"{mark.Kind}\" ({mark.Origin}) was altered").ToList();
        if (Packet.Of(packet.Messages, packet.Prefill, packet.Sections).Sha256 != packet.Sha256)
            differences.Add("the packet was altered");
        return differences;
    }

    private static bool IsIntact(Packet packet, PacketMark mark)
    {
        if (mark.Message < 0 || mark.Message >= packet.Messages.Count)
            return false;
        var content = packet.Messages[mark.Message].Content;
        return mark.Start >= 0 && mark.Length >= 0 && mark.Start <= content.Length - mark.Length
            && Hash.Of(content.Substring(mark.Start, mark.Length)) == mark.Sha256;
    }
}
