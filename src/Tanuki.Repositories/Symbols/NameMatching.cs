namespace Tanuki.Repositories.Symbols;

/// <summary>How well a wanted name fits a symbol.</summary>
internal static class NameMatching
{
    private const int LongestFuzzy = 64;

    /// <summary>Separators of all languages as dots; what stands after a parenthesis is no name.</summary>
    public static string Normalise(string name)
    {
        name = name.Split('(')[0].Trim().Trim('`', '"', '\'');
        return name.Replace("::", ".", StringComparison.Ordinal).Replace('#', '.').Replace('\\', '.').Replace("->", ".", StringComparison.Ordinal).Trim('.');
    }

    public static string Last(string name) => name[(name.LastIndexOf('.') + 1)..];

    public static bool IsEndOf(string wanted, string qualified) => qualified == wanted || qualified.EndsWith('.' + wanted, StringComparison.Ordinal);

    /// <summary>0 for the same name, larger for what is less alike, null for what is not alike at all.</summary>
    public static int? Distance(string wanted, string name)
    {
        if (wanted.Length > LongestFuzzy || name.Length > LongestFuzzy)
            return null;
        var (a, b) = (Plain(wanted), Plain(name));
        if (a == b)
            return 1;
        if (a.Length >= 3 && (b.StartsWith(a, StringComparison.Ordinal) || b.Contains(a, StringComparison.Ordinal)))
            return 2 + b.Length - a.Length;
        var allowed = Math.Max(1, a.Length / 4);
        return Math.Abs(a.Length - b.Length) <= allowed && Edits(a, b) is var edits && edits <= allowed ? 2 + edits : null;
    }

    private static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    private static int Edits(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
                (row[j], diagonal) = (Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)), row[j]);
        }

        return row[^1];
    }
}
