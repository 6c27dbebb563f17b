using Tanuki.Tools.Results;

namespace Tanuki.Agents.Context.Compression;

/// <summary>For what is useless when it is cut: first the short forms, from the lowest rank on, then one part after another goes.</summary>
internal sealed class PartsLadder : SectionLadder
{
    private const int MostNames = 5;

    private readonly string noun;

    /// <summary>Each shortens or removes one part.</summary>
    private readonly List<(int Part, bool Removes)> steps;

    public PartsLadder(SectionDraft draft, string noun)
        : base(draft)
    {
        this.noun = noun;
        List<int> order = [.. Enumerable.Range(0, draft.Parts.Count).OrderBy(i => draft.Parts[i].Rank).ThenByDescending(i => i)];
        steps =
        [
            .. order.Where(i => draft.Parts[i].Short is { } text && text.Length < draft.Parts[i].Text.Length).Select(i => (i, false)),
            .. order.Select(i => (i, true)),
        ];
    }

    public override int LastRung => steps.Count;

    public override string Size => Text.Count(Draft.Parts.Count, noun);

    protected override SectionForm Form(int rung)
    {
        var taken = steps.Take(rung).ToList();
        var removed = taken.Where(step => step.Removes).Select(step => step.Part).ToHashSet();
        var shortened = taken.Select(step => step.Part).ToHashSet();
        var shown = Draft.Parts.Index()
            .Where(part => !removed.Contains(part.Index))
            .Select(part => Show(part.Item, shortened.Contains(part.Index) ? part.Item.Short! : part.Item.Text));
        return Compose(shown, Describe(removed, shortened.Count(part => !removed.Contains(part))));
    }

    private string? Describe(HashSet<int> removed, int shortened)
    {
        var names = removed.Order().Select(part => Draft.Parts[part].Name).Where(name => name.Length > 0).Take(MostNames).ToList();
        string?[] phrases =
        [
            removed.Count == 0 ? null : $"{removed.Count} of {Text.Count(Draft.Parts.Count, noun)}{(names.Count == 0 ? "" : $" ({Names(names, removed.Count)})")}",
            shortened == 0 ? null : $"the details of {Text.Count(shortened, noun)}",
        ];
        return string.Join("; ", phrases.OfType<string>()) is { Length: > 0 } said ? said : null;
    }

    private static string Names(List<string> names, int removed) =>
        Text.OneLine(DataFence.Escape(string.Join(", ", names.Select(name => Text.OneLine(name, 60)))), 300) + (removed > names.Count ? ", …" : "");
}
