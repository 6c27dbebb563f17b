using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Tanuki.Tools.Results;

/// <summary>Text from outside without what terminals, logs and readers could be misled by.</summary>
internal static partial class Printable
{
    /// <summary>Lines stay lines; colours and cursor movements go; other control characters and marks of direction are escaped.</summary>
    public static string Text(string text)
    {
        text = Escapes().Replace(text.ReplaceLineEndings("\n"), "");
        return text.EnumerateRunes().Any(rune => rune.Value is not ('\n' or '\t') && Misread(rune)) ? Escape(text, keepLines: true) : text;
    }

    /// <summary>One line of at most so many characters.</summary>
    public static string Line(string text, int most)
    {
        var line = Escape(text.Length > most ? text[..most] : text, keepLines: false);
        return text.Length > most ? line + "…" : line;
    }

    public static bool Misread(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static string Escape(string text, bool keepLines)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Misread(rune) && !(keepLines && rune.Value is '\n' or '\t'))
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            else
                escaped.Append(rune.ToString());
        }

        return escaped.ToString();
    }

    [GeneratedRegex(@"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|[@-Z\\-_])", RegexOptions.ExplicitCapture)]
    private static partial Regex Escapes();
}
