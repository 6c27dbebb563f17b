namespace Tanuki.Models.Structured;

/// <summary>
/// Names of members other than some given ones. Where a name parts from all of these it does so with a character that stands for
/// itself: an escape could spell one of them.
/// </summary>
internal static class OtherKeys
{
    public static string Expression(GrammarRules rules, IEnumerable<string> taken)
    {
        var names = taken.ToList();
        return names.Count == 0 ? rules.Known("string") : $"\"\\\"\" ({After(rules, names)}) \"\\\"\"";
    }

    /// <summary>What may follow so that none of the names comes out; they are what is left of them here.</summary>
    private static string After(GrammarRules rules, IReadOnlyList<string> names)
    {
        var rest = rules.Known("char");
        var begun = names.Where(name => name.Length > 0).GroupBy(name => char.ConvertToUtf32(name, 0)).ToList();
        var options = new List<string> { $"[^{string.Concat(begun.Select(group => GrammarRules.Escape(group.Key, ']')))}\"\\\\\\x00-\\x1F] {rest}*" };
        foreach (var group in begun.Where(group => group.Key is not ('"' or '\\') && group.Key >= 0x20))
        {
            var character = char.ConvertFromUtf32(group.Key);
            options.Add($"{GrammarRules.Literal(character)} ({After(rules, [.. group.Select(name => name[character.Length..])])})");
        }
        return names.Contains("") ? string.Join(" | ", options) : $"\"\" | {string.Join(" | ", options)}";
    }
}
