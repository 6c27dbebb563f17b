using Tanuki.Core.Texts;

namespace Tanuki.Agents.Context.Examples;

/// <summary>Okapi BM25 over the words of short texts.</summary>
internal sealed class WordRanking
{
    /// <summary>How soon a repeated word stops counting more.</summary>
    private const double Saturation = 1.2;

    /// <summary>How much longer texts are held back.</summary>
    private const double LengthWeight = 0.75;

    private readonly List<Dictionary<string, int>> documents;
    private readonly Dictionary<string, double> weights;
    private readonly double averageLength;

    public WordRanking(IEnumerable<string> texts)
    {
        documents = [.. texts.Select(text => WordParts.Of(text).CountBy(word => word, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal))];
        averageLength = documents.Count == 0 ? 1 : Math.Max(1, documents.Average(words => words.Values.Sum()));
        weights = documents.SelectMany(words => words.Keys).CountBy(word => word, StringComparer.Ordinal)
            .ToDictionary(entry => entry.Key, entry => Math.Log(1 + (documents.Count - entry.Value + 0.5) / (entry.Value + 0.5)), StringComparer.Ordinal);
    }

    /// <summary>Of each text in order; 0 where no word is shared.</summary>
    public IReadOnlyList<double> Scores(string query)
    {
        var wanted = WordParts.Of(query).Distinct(StringComparer.Ordinal).Where(weights.ContainsKey).ToList();
        return [.. documents.Select(words => Score(words, wanted))];
    }

    private double Score(Dictionary<string, int> words, List<string> wanted)
    {
        var length = LengthWeight * words.Values.Sum() / averageLength + 1 - LengthWeight;
        return wanted.Sum(word => words.TryGetValue(word, out var count) ? weights[word] * count * (Saturation + 1) / (count + Saturation * length) : 0);
    }
}
