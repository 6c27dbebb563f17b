namespace Tanuki.Repositories.Changes.Diffing;

internal static class ThreeWayMerge
{
    /// <summary>Null when both changed the same lines or neighbouring ones in different ways.</summary>
    public static FileVersion? Merge(FileVersion origin, FileVersion ours, FileVersion theirs)
    {
        var executable = ours.Executable != origin.Executable ? ours.Executable : theirs.Executable;
        if (ours.Content.Span.SequenceEqual(theirs.Content.Span) || theirs.Content.Span.SequenceEqual(origin.Content.Span))
            return ours with { Executable = executable };
        if (ours.Content.Span.SequenceEqual(origin.Content.Span))
            return theirs with { Executable = executable };
        if (LineText.IsBinary(ours.Content.Span) || LineText.IsBinary(theirs.Content.Span) || LineText.IsBinary(origin.Content.Span))
            return null;

        var lines = LineText.Split(origin.Content.Span);
        var mine = LineEdit.Between(lines, LineText.Split(ours.Content.Span));
        var other = LineEdit.Between(lines, LineText.Split(theirs.Content.Span)).Where(edit => !mine.Any(edit.SameAs)).ToList();
        return mine.Any(edit => other.Any(edit.Touches))
            ? null
            : new FileVersion(LineText.Join(LineEdit.Apply(lines, mine.Concat(other))), executable);
    }
}
