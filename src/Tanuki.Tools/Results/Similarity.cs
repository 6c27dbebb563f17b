namespace Tanuki.Tools.Results;

/// <summary>How alike two texts are: the share of neighbouring characters that they have in common, from 0 to 1.</summary>
internal static class Similarity
{
    public static double Of(string left, string right)
    {
        if (left == right)
            return 1;
        var (mine, others) = (Pairs(left), Pairs(right));
        var total = mine.Values.Sum() + others.Values.Sum();
        return total == 0 ? 0 : 2.0 * mine.Sum(pair => Math.Min(pair.Value, others.GetValueOrDefault(pair.Key))) / total;
    }

    public static string? Nearest(string text, IEnumerable<string> choices, double least) => choices
        .Select(choice => (Choice: choice, Score: Of(text.ToLowerInvariant(), choice.ToLowerInvariant())))
        .Where(scored => scored.Score >= least)
        .OrderByDescending(scored => scored.Score).FirstOrDefault().Choice;

    private static Dictionary<(char, char), int> Pairs(string text)
    {
        var pairs = new Dictionary<(char, char), int>();
        for (var i = 1; i < text.Length; i++)
            pairs[(text[i - 1], text[i])] = pairs.GetValueOrDefault((text[i - 1], text[i])) + 1;
        return pairs;
    }
}
