namespace Tanuki.Agents.Context.Compression;

/// <summary>For what the packet is about: all or nothing, and nothing is not offered.</summary>
internal sealed class WholeLadder(SectionDraft draft) : SectionLadder(draft)
{
    public override int LastRung => 0;

    public override string Size => "";

    protected override SectionForm Form(int rung) => Compose(Draft.Parts.Select(part => Show(part, part.Text)), leftOut: null);
}
