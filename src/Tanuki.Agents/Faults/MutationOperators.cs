namespace Tanuki.Agents.Faults;

/// <summary>All mistakes that could be made in a source file, those in strings and comments and outside of functions left out.</summary>
internal static class MutationOperators
{
    public static IEnumerable<SourceEdit> Find(SourceText source)
    {
        IEnumerable<SourceEdit>[] found =
        [
            TokenOperators.Find(source), ArgumentOperators.Find(source), VariableOperators.Find(source), LineOperators.Find(source), Rewrites(source),
        ];
        return found.SelectMany(edits => edits)
            .Where(edit => source.FunctionAt(edit.Start) is not null)
            .Where(edit => source.Text.AsSpan(edit.Start, edit.Length).ToString() != edit.Replacement)
            .DistinctBy(edit => (edit.Start, edit.Length, edit.Replacement));
    }

    private static IEnumerable<SourceEdit> Rewrites(SourceText source)
    {
        foreach (var rewrite in source.Language.Rewrites)
        {
            foreach (System.Text.RegularExpressions.Match match in rewrite.Pattern.Matches(source.Text))
            {
                if (!source.IsInText(match.Index))
                    yield return new SourceEdit(rewrite.Operator, match.Index, match.Length, match.Result(rewrite.Replacement));
            }
        }
    }
}
