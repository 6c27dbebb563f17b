using Tanuki.Tools.Results;

namespace Tanuki.Agents.Context.Compression;

/// <summary>A section in shorter and shorter forms: rung 0 is all of it, on the last one it is gone.</summary>
internal abstract class SectionLadder(SectionDraft draft)
{
    public SectionDraft Draft { get; } = draft;

    public int Priority { get; } = draft.Priority ?? SectionKinds.Priority(draft.Kind);

    /// <summary>0 where nothing may be taken away.</summary>
    public abstract int LastRung { get; }

    /// <summary>What the section was, for the line that says that it is gone.</summary>
    public abstract string Size { get; }

    /// <returns>Null on the last rung, unless it is the first.</returns>
    public SectionForm? At(int rung) => rung > 0 && rung == LastRung ? null : Form(rung);

    protected abstract SectionForm Form(int rung);

    protected string Show(SectionPart part, string text)
    {
        var trust = part.Trust ?? Draft.Trust;
        if (trust is not (SectionTrust.Own or SectionTrust.User))
            return DataFence.Around(part.Name, text);
        // The task is given as it is.
        var shown = SectionKinds.IsNeeded(Draft.Kind) ? text : DataFence.Escape(text);
        return part.Name.Length == 0 ? shown : $"{part.Name}: {shown}";
    }

    protected SectionForm Compose(IEnumerable<string> parts, string? leftOut)
    {
        IEnumerable<string> lines = SectionKinds.Heading(Draft.Kind) is { } heading ? [heading, .. parts] : parts;
        return new SectionForm(string.Join('\n', leftOut is null ? lines : lines.Append($"(left out here: {leftOut})")), leftOut);
    }
}

/// <param name="LeftOut">What is missing, in words; null for nothing.</param>
internal sealed record SectionForm(string Text, string? LeftOut);
