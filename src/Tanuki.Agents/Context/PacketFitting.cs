using Tanuki.Agents.Context.Compression;
using Tanuki.Tools.Results;

namespace Tanuki.Agents.Context;

/// <summary>Looks for the rung of each ladder with which the whole fits. Only counts of whole packets decide.</summary>
internal sealed class PacketFitting(IReadOnlyList<SectionLadder> ladders, IPacketCounter counter, PacketRequest request)
{
    /// <summary>Tokens of the packet that was found, or of the smallest one when none fits.</summary>
    public int LastCount { get; private set; }

    /// <returns>Null: not even what may not be shortened fits.</returns>
    public async Task<int[]?> FitAsync(CancellationToken cancellationToken)
    {
        var rungs = new int[ladders.Count];
        if (await FitsAsync(rungs, cancellationToken).ConfigureAwait(false))
            return rungs;
        foreach (var (index, ladder) in ladders.Index().Where(entry => entry.Item.LastRung > 0).OrderBy(entry => entry.Item.Priority).ThenByDescending(entry => entry.Index))
        {
            rungs[index] = ladder.LastRung;
            if (await FitsAsync(rungs, cancellationToken).ConfigureAwait(false))
                return await ClimbAsync(rungs, index, cancellationToken).ConfigureAwait(false);
        }
        return null;
    }

    /// <summary>The section is not there, and everything fits: as much of it as there is room for.</summary>
    private async Task<int[]> ClimbAsync(int[] rungs, int index, CancellationToken cancellationToken)
    {
        var (fits, count) = (ladders[index].LastRung, LastCount);
        for (var tooLong = 0; fits - tooLong > 1;)
        {
            rungs[index] = tooLong + (fits - tooLong) / 2;
            if (await FitsAsync(rungs, cancellationToken).ConfigureAwait(false))
                (fits, count) = (rungs[index], LastCount);
            else
                tooLong = rungs[index];
        }
        (rungs[index], LastCount) = (fits, count);
        return rungs;
    }

    /// <summary>Tokens and hashes are not filled in yet.</summary>
    public IReadOnlyList<PacketSection> Compose(int[] rungs)
    {
        var gone = ladders.Index().Where(entry => entry.Item.At(rungs[entry.Index]) is null)
            .Select(entry => $"{SectionKinds.Name(entry.Item.Draft.Kind)}, {entry.Item.Size}").ToList();
        IEnumerable<PacketSection> sections =
        [
            // The rule is said always: what is read before everything else must not change when the first file comes.
            Section(SectionKind.System, "tanuki", SectionTrust.Own, int.MaxValue, DataFence.Rule),
            .. ladders.Index().Select(entry => (Ladder: entry.Item, Form: entry.Item.At(rungs[entry.Index])))
                .Where(entry => entry.Form is not null)
                .Select(entry => Section(
                    entry.Ladder.Draft.Kind, entry.Ladder.Draft.Origin, entry.Ladder.Draft.Trust, entry.Ladder.Priority, entry.Form!.Text) with { LeftOut = entry.Form.LeftOut }),
            .. gone.Count == 0 ? [] : new[] { Section(SectionKind.LeftOut, "tanuki", SectionTrust.Own, int.MaxValue, $"(left out for lack of room: {string.Join("; ", gone)})") },
        ];
        return [.. sections.OrderBy(section => section.Kind)];
    }

    private async Task<bool> FitsAsync(int[] rungs, CancellationToken cancellationToken)
    {
        LastCount = await counter.CountAsync(BriefingPacket.Render(Compose(rungs)), request.Prefill, cancellationToken).ConfigureAwait(false);
        return LastCount <= request.Budget;
    }

    private static PacketSection Section(SectionKind kind, string origin, SectionTrust trust, int priority, string text) =>
        new(kind, origin, trust, priority, text, Tokens: 0, Sha256: "", LeftOut: null);
}
