using System.Text.RegularExpressions;
using Tanuki.Core.Texts;

namespace Tanuki.Repositories.Mapping;

/// <summary>The words of names and texts that say something.</summary>
internal static partial class Words
{
    private static readonly HashSet<string> Common = new(StringComparer.Ordinal)
    {
        "the", "and", "for", "with", "that", "this", "from", "not", "are", "was", "when", "should", "must", "have", "has", "but", "all", "any", "can", "its", "into", "only",
        "add", "fix", "bug", "make", "use", "test", "tests", "file", "code", "error", "fail", "fails", "failed", "failing", "get", "set", "new", "def", "class", "return",
        "function", "method", "implement", "change", "please", "does", "instead", "where", "which", "will", "would", "there", "assert", "expected", "actual", "line", "src", "lib",
    };

    /// <summary>Lower-case parts of at least three letters, without what says nothing.</summary>
    public static IEnumerable<string> Of(string text) => WordParts.Of(text).Where(word => word.Length >= 3 && !Common.Contains(word)).Select(Stem);

    /// <summary>What is written like a name in code, dotted ones whole.</summary>
    public static IEnumerable<string> Identifiers(string text) => Identifier.Matches(text).Select(match => match.Value);

    private static string Stem(string word) => word.Length > 4 && word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) ? word[..^1] : word;

    [GeneratedRegex(@"[\p{L}_][\p{L}\p{N}_]*((\.|::|->|#)[\p{L}_][\p{L}\p{N}_]*)*", RegexOptions.ExplicitCapture)]
    private static partial Regex Identifier { get; }
}
