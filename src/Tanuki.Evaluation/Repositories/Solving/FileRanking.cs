using System.Globalization;
using System.Text.RegularExpressions;

namespace Tanuki.Evaluation.Repositories.Solving;

/// <summary>
/// Which files a failure is about, by simple means: those that stack traces name, then those that share rare words with the
/// statement, the output and the lines of the tests around the failures.
/// </summary>
internal static partial class FileRanking
{
    private const double PerFrame = 3;

    /// <summary>Keeps tiny files from winning by one word.</summary>
    private const int Smoothing = 10;

    private const int LinesBefore = 14;
    private const int LinesAfter = 4;

    /// <param name="files">All texts of the repository, by path.</param>
    /// <param name="isCandidate">Which of them may be the cause.</param>
    public static IReadOnlyList<string> Rank(string statement, string output, IReadOnlyDictionary<string, string> files, Func<string, bool> isCandidate)
    {
        var frames = Frames(output, files).Distinct().ToList();
        var query = Words($"{statement}\n{output}\n{Around(frames, files, isCandidate)}");
        var candidates = files.Where(file => isCandidate(file.Key))
            .ToDictionary(file => file.Key, file => Words($"{file.Key}\n{file.Value}"), StringComparer.Ordinal);
        var rarity = Rarity(candidates.Values);
        return [.. candidates
            .OrderByDescending(file => Shared(query, file.Value, rarity) + PerFrame * frames.Count(frame => frame.Path == file.Key))
            .ThenBy(file => file.Key, StringComparer.Ordinal)
            .Select(file => file.Key)];
    }

    /// <summary>Each file that a frame names, once per line of it.</summary>
    private static IEnumerable<(string Path, int Line)> Frames(string output, IReadOnlyDictionary<string, string> files)
    {
        foreach (Match match in Frame().Matches(output))
        {
            if (Resolve(match.Groups["file"].Value, files) is { } path)
                yield return (path, int.Parse(match.Groups["line"].ValueSpan, CultureInfo.InvariantCulture));
        }
    }

    private static string? Resolve(string name, IReadOnlyDictionary<string, string> files) => files.Keys
        .Where(path => name == path || IsEnd(name, path) || IsEnd(path, name))
        .MaxBy(path => path.Length);

    private static bool IsEnd(string path, string end) => path.EndsWith("/" + end, StringComparison.Ordinal);

    /// <summary>The lines of tests around the frames.</summary>
    private static string Around(List<(string Path, int Line)> frames, IReadOnlyDictionary<string, string> files, Func<string, bool> isCandidate) =>
        string.Join('\n', frames.Where(frame => !isCandidate(frame.Path))
            .SelectMany(frame => files[frame.Path].Split('\n').Skip(Math.Max(0, frame.Line - LinesBefore)).Take(LinesBefore + LinesAfter)));

    private static Dictionary<string, double> Rarity(ICollection<Dictionary<string, int>> texts) => texts
        .SelectMany(words => words.Keys)
        .CountBy(word => word, StringComparer.Ordinal)
        .ToDictionary(word => word.Key, word => Math.Log((texts.Count + 1.0) / word.Value), StringComparer.Ordinal);

    private static double Shared(Dictionary<string, int> query, Dictionary<string, int> words, Dictionary<string, double> rarity)
    {
        var shared = words.Where(word => query.ContainsKey(word.Key))
            .Sum(word => rarity[word.Key] * (1 + Math.Log(query[word.Key])) * (1 + Math.Log(word.Value)));
        return shared / Math.Sqrt(Smoothing + words.Count);
    }

    /// <summary>How often each word occurs; parts of compound names count as words of their own.</summary>
    private static Dictionary<string, int> Words(string text)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (Match match in Word().Matches(text))
        {
            var whole = match.Value.ToLowerInvariant();
            counts[whole] = counts.GetValueOrDefault(whole) + 1;
            var parts = Part().Matches(match.Value).Select(part => part.Value.ToLowerInvariant());
            foreach (var part in parts.Where(part => part.Length > 2 && part != whole))
                counts[part] = counts.GetValueOrDefault(part) + 1;
        }

        return counts;
    }

    [GeneratedRegex(@"(?<file>[\w.\-/]+\.[A-Za-z]{1,5})(?:"", line |:)(?<line>\d{1,6})", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Frame();

    [GeneratedRegex(@"[A-Za-z_]\w+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Part();
}
