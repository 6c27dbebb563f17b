namespace Tanuki.Repositories.Changes.Diffing;

/// <summary>Applies a unified diff to a candidate: all of it or nothing.</summary>
public static class Patch
{
    public static EditResult Apply(CandidateTree tree, ReadOnlyMemory<byte> patch)
    {
        ArgumentNullException.ThrowIfNull(tree);
        IReadOnlyList<FilePatch> files;
        try
        {
            files = PatchReader.Read(patch.ToArray());
        }
        catch (FormatException e)
        {
            return EditResult.Refused($"This is no patch that can be read. {e.Message}");
        }

        var trial = tree.Copy();
        foreach (var file in files)
        {
            var result = Apply(trial, file);
            if (!result.IsTaken)
                return result;
        }

        tree.TakeFrom(trial);
        return EditResult.Taken;
    }

    private static EditResult Apply(CandidateTree tree, FilePatch patch)
    {
        if ((patch.NewPath ?? patch.OldPath) is not { } path)
            return EditResult.Refused("A file of the patch has no name.");
        var before = patch.OldPath is null ? null : tree.Read(patch.OldPath);
        if (patch.OldPath is not null && before is null)
            return EditResult.Refused($"There is no file {patch.OldPath}.");
        if (patch.OldPath is null && tree.Read(path) is not null)
            return EditResult.Refused($"{path} is to be new, but it is there.");

        if (patch.Hunks.Count == 0 && patch.OldPath == patch.NewPath && patch.Executable is null)
            return EditResult.Refused($"The patch changes nothing in {path}.");

        var lines = LineText.Split(before is null ? default : before.Content.Span);
        var edits = new List<LineEdit>();
        foreach (var (hunk, number) in patch.Hunks.Select((hunk, i) => (hunk, i + 1)))
        {
            if (Locate(lines, hunk, edits.Count == 0 ? 0 : edits[^1].End) is not { } at)
                return EditResult.Refused($"Hunk {number} does not fit {path}: line {hunk.Start + 1} and what follows read otherwise.");
            edits.Add(new LineEdit(at, hunk.Old.Count, hunk.New));
        }

        if (patch.NewPath is null)
            return tree.Delete(path);
        if (patch.OldPath is not null && patch.OldPath != patch.NewPath && tree.Delete(patch.OldPath) is { IsTaken: false } refused)
            return refused;
        return tree.Write(path, new FileVersion(LineText.Join(LineEdit.Apply(lines, edits)), patch.Executable ?? before?.Executable ?? false));
    }

    /// <summary>Where the hunk's old lines stand: as near as can be to where it says, after the hunk before it.</summary>
    private static int? Locate(string[] lines, PatchHunk hunk, int from)
    {
        if (hunk.Old.Count == 0)
            return hunk.Start >= from && hunk.Start <= lines.Length ? hunk.Start : null;
        var places = Enumerable.Range(from, Math.Max(0, lines.Length - hunk.Old.Count - from + 1))
            .Where(at => lines.AsSpan(at, hunk.Old.Count).SequenceEqual(hunk.Old.ToArray())).ToList();
        return places.Count == 0 ? null : places.MinBy(at => Math.Abs(at - hunk.Start));
    }
}
