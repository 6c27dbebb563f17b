using Tanuki.Tools.Results;

namespace Tanuki.Agents.Context.Compression;

/// <summary>For text that says something when it is cut: each rung keeps a smaller share of each part.</summary>
/// <param name="headOnly">For what is ordered by weight; else head and tail are kept.</param>
internal sealed class CutLadder(SectionDraft draft, bool headOnly) : SectionLadder(draft)
{
    private const int Rungs = 128;
    private const string Gap = "…";

    public override int LastRung => Rungs;

    public override string Size => Text.Count(Draft.Parts.Sum(part => HeadAndTail.Lines(part.Text)), "line");

    protected override SectionForm Form(int rung)
    {
        var headShare = headOnly ? 1 : 0.5;
        var cuts = Draft.Parts.Select(part => (Part: part, Cut: HeadAndTail.Of(part.Text, Kept(part.Text.Length, rung), headShare))).ToList();
        var missing = cuts.Sum(cut => cut.Cut.MissingLines);
        return Compose(cuts.Select(cut => Show(cut.Part, cut.Cut.With(Gap).Trim('\n'))), missing == 0 ? null : Text.Count(missing, "line"));
    }

    /// <summary>Falls by a constant factor: a megabyte has to come down to what fits as finely as a page.</summary>
    private static int Kept(int length, int rung) => rung == 0 ? length : (int)Math.Pow(length, 1 - (double)rung / Rungs);
}
