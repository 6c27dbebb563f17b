using Tanuki.Tools.Results;

namespace Tanuki.Tools.Edits.ReplaceText;

/// <summary>The place in a file that somebody most likely meant.</summary>
/// <param name="Difference">How it differs, for a sentence.</param>
internal sealed record NearestText(int Start, int Length, string Difference)
{
    private const int MostLines = 20_000;
    private const int MostComparisons = 2_000_000;
    private const double Least = 0.5;

    public static NearestText? Find(string text, string wanted)
    {
        var lines = text.Split('\n');
        var words = wanted.Trim('\n').Split('\n').Select(line => line.Trim()).ToArray();
        if (lines.Length > MostLines || (long)lines.Length * words.Length > MostComparisons)
            return null;
        var trimmed = lines.Select(line => line.Trim()).ToArray();
        var known = new Dictionary<(string, string), double>();
        var (best, score) = (-1, 0.0);
        for (var first = 0; first + words.Length <= lines.Length; first++)
        {
            var sum = 0.0;
            for (var i = 0; i < words.Length && sum + words.Length - i > score; i++)
                sum += Alike(trimmed[first + i], words[i]);
            if (sum > score)
                (best, score) = (first, sum);
        }

        if (best < 0 || score < Least * words.Length)
            return null;
        var start = lines.Take(best).Sum(line => line.Length + 1);
        var length = lines.Skip(best).Take(words.Length).Sum(line => line.Length + 1) - 1;
        return new NearestText(start, length, score >= words.Length ? "the same but for blanks" : "not the same");

        double Alike(string left, string right)
        {
            if (left == right)
                return 1;
            if (!known.TryGetValue((left, right), out var alike))
                known[(left, right)] = alike = left.Length > 500 || right.Length > 500 ? 0 : Similarity.Of(left, right);
            return alike;
        }
    }
}
