using Tanuki.Core.Runs;

namespace Tanuki.Agents.Context;

/// <summary>What an engine that has evaluated one packet still has to read of the next one.</summary>
/// <param name="KeptTokens">The prefix that both have, to within a token or two where texts part in the middle of one.</param>
/// <param name="Break">The first section of the next packet that the previous one does not begin with; null when it goes on where that one ended.</param>
/// <param name="Changes">Of each section of the next packet, and after those of each one that is gone.</param>
public sealed record PacketDelta(int KeptTokens, SectionKind? Break, IReadOnlyList<SectionChange> Changes)
{
    public static async Task<PacketDelta> BetweenAsync(BriefingPacket previous, BriefingPacket next, IPacketCounter counter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(previous);
        ArgumentNullException.ThrowIfNull(next);
        ArgumentNullException.ThrowIfNull(counter);
        var (kept, parted) = CommonPrefix(previous.Messages, next.Messages);
        // What the template puts around an empty prompt stands mostly behind what is kept.
        var around = await counter.CountAsync([.. kept.Select(message => message with { Content = "" })], "", cancellationToken).ConfigureAwait(false);
        var tokens = await counter.CountAsync(kept, "", cancellationToken).ConfigureAwait(false);
        var changes = Compare(previous.Sections, next.Sections);
        return new PacketDelta(Math.Max(0, tokens - around), parted ? Broken(previous.Sections, next.Sections) : null, changes);
    }

    private static (List<PacketMessage> Kept, bool Parted) CommonPrefix(IReadOnlyList<PacketMessage> previous, IReadOnlyList<PacketMessage> next)
    {
        var kept = new List<PacketMessage>();
        foreach (var (before, after) in previous.Zip(next))
        {
            var length = before.Content.AsSpan().CommonPrefixLength(after.Content);
            if (length > 0 && char.IsHighSurrogate(after.Content[length - 1]))
                length--;
            kept.Add(after with { Content = after.Content[..length] });
            if (length < before.Content.Length)
                return (kept, true);
        }
        return (kept, false);
    }

    private static SectionKind? Broken(IReadOnlyList<PacketSection> previous, IReadOnlyList<PacketSection> next) =>
        next.Where((section, index) => index >= previous.Count || section.Text != previous[index].Text).Select(section => (SectionKind?)section.Kind).FirstOrDefault();

    private static List<SectionChange> Compare(IReadOnlyList<PacketSection> previous, IReadOnlyList<PacketSection> next)
    {
        var before = previous.ToLookup(section => (section.Kind, section.Origin));
        var after = next.Select(section => (section.Kind, section.Origin)).ToHashSet();
        return
        [
            .. next.Select(section => new SectionChange(section.Kind, section.Origin, Change(before[(section.Kind, section.Origin)].FirstOrDefault(), section))),
            .. previous.Where(section => !after.Contains((section.Kind, section.Origin))).Select(section => new SectionChange(section.Kind, section.Origin, ChangeKind.Removed)),
        ];
    }

    private static ChangeKind Change(PacketSection? before, PacketSection after) =>
        before is null ? ChangeKind.Added
        : before.Sha256 == after.Sha256 ? ChangeKind.Kept
        : after.Text.StartsWith(before.Text, StringComparison.Ordinal) ? ChangeKind.Extended
        : ChangeKind.Changed;
}

public sealed record SectionChange(SectionKind Kind, string Origin, ChangeKind Change);

public enum ChangeKind
{
    Kept,

    /// <summary>Begins with what was there.</summary>
    Extended,
    Changed,
    Added,
    Removed,
}
