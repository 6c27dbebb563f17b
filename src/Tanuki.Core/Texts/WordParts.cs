using System.Text.RegularExpressions;

namespace Tanuki.Core.Texts;

/// <summary>Takes names and texts apart: <c>parseHttpDate</c> and <c>parse_http_date</c> are both parse, http and date.</summary>
public static partial class WordParts
{
    /// <summary>In lower case and in order, as often as they occur.</summary>
    public static IEnumerable<string> Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Part().Matches(text).Select(match => match.Value.ToLowerInvariant());
    }

    [GeneratedRegex(@"\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|\p{Lo}+|\d+", RegexOptions.CultureInvariant)]
    private static partial Regex Part();
}
