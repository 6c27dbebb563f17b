namespace Tanuki.Cli.Parsing;

/// <summary>Finds what someone meant who mistyped it.</summary>
internal static class Suggestion
{
    /// <summary>The nearest of <paramref name="known"/> at an edit distance of at most a third of the word, at least 2; else null.</summary>
    public static string? For(string word, IEnumerable<string> known)
    {
        if (word.Length > 64)
            return null;
        var most = Math.Max(2, word.Length / 3);
        return known
            .Select(name => (Name: name, Distance: Distance(word, name)))
            .Where(candidate => candidate.Distance <= most && candidate.Distance < candidate.Name.Length)
            .OrderBy(candidate => candidate.Distance)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
    }

    internal static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
