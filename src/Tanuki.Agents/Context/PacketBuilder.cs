using Tanuki.Agents.Context.Compression;
using Tanuki.Agents.Receipts;
using Tanuki.Core.Secrets;
using Tanuki.Core.Texts;

namespace Tanuki.Agents.Context;

/// <summary>
/// Fills a budget of tokens. The same input gives the same bytes; no model is asked. Where there is too little room, the section
/// with the lowest priority is shortened until the rest fits, then the next one; the task never is.
/// </summary>
public sealed class PacketBuilder(IPacketCounter counter)
{
    /// <summary>The signatures of a source file, by its name and text, for when there is no room for the bodies; null where there are none.</summary>
    public Func<string, string, string?>? Fold { get; init; }

    /// <summary>What sections other than the task are searched for; also models of this machine write what they read into answers.</summary>
    public SecretScanner Secrets { get; init; } = SecretScanner.ForProcess;

    /// <exception cref="ArgumentException">There is no task, or the budget is no number of tokens.</exception>
    public async Task<PacketOutcome> BuildAsync(PacketRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Budget, 1, nameof(request));
        if (request.Drafts.All(draft => draft.Kind != SectionKind.Task))
            throw new ArgumentException("A packet is about a task.", nameof(request));

        var fitting = new PacketFitting([.. request.Drafts.OrderBy(draft => draft.Kind).Select(draft => SectionLadders.For(Prepare(draft)))], counter, request);
        var rungs = await fitting.FitAsync(cancellationToken).ConfigureAwait(false);
        if (rungs is null)
            return new PacketTooSmall(fitting.LastCount, request.Budget);
        var tokens = fitting.LastCount;
        var sections = await MeasureAsync(fitting.Compose(rungs), tokens, cancellationToken).ConfigureAwait(false);
        return new PacketReady(new BriefingPacket { Sections = sections, Prefill = request.Prefill, Tokens = tokens });
    }

    private SectionDraft Prepare(SectionDraft draft) => SectionKinds.IsNeeded(draft.Kind)
        ? draft
        : draft with { Parts = [.. draft.Parts.Select(part => Prepare(part, draft))] };

    private SectionPart Prepare(SectionPart part, SectionDraft draft)
    {
        var trust = part.Trust ?? draft.Trust;
        // First of all what is invisible: it could hide a secret.
        var text = trust is SectionTrust.Tool ? OutputNoise.Remove(part.Text) : part.Text;
        text = Secrets.Redact(trust is SectionTrust.Own or SectionTrust.User ? text : Printable.Text(text));
        var folded = part.Short ?? (draft.Kind == SectionKind.Files ? Fold?.Invoke(part.Name, text) : null);
        return part with { Name = Secrets.Redact(part.Name), Text = text, Short = folded is null ? null : Secrets.Redact(folded) };
    }

    /// <summary>What each section adds to the count of the packet that ends with it; the first carries the template, and they add up to the whole.</summary>
    private async Task<IReadOnlyList<PacketSection>> MeasureAsync(IReadOnlyList<PacketSection> sections, int total, CancellationToken cancellationToken)
    {
        var measured = new List<PacketSection>();
        var before = 0;
        foreach (var (index, section) in sections.Index())
        {
            var until = index == sections.Count - 1
                ? total
                : await counter.CountAsync(BriefingPacket.Render(sections.Take(index + 1)), "", cancellationToken).ConfigureAwait(false);
            measured.Add(section with { Tokens = until - before, Sha256 = Hash.Of(section.Text) });
            before = until;
        }
        return measured;
    }
}
