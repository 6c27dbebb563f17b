using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Tanuki.Core.Texts;

/// <summary>
/// Text from outside without what terminals, logs and readers could be misled by. Homoglyphs stay: they are letters of somebody's
/// language.
/// </summary>
public static partial class Printable
{
    private const char NonJoiner = '\u200c';
    private const char Joiner = '\u200d';

    /// <summary>
    /// Lines stay lines; terminals' sequences go; other control characters, marks of direction and invisible ones are escaped, so
    /// that a reader sees them.
    /// </summary>
    public static string Text(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = Sequences().Replace(text.ReplaceLineEndings("\n"), "");
        return text.EnumerateRunes().Any(rune => !StaysInText(rune)) ? Escape(text, StaysInText) : text;
    }

    /// <summary>One line of at most so many characters, everything that could be misread escaped.</summary>
    public static string Line(string text, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        var line = Escape(text.Length > most ? text[..most] : text, rune => !Misread(rune));
        return text.Length > most ? line + "…" : line;
    }

    /// <summary>Without terminals' sequences and control characters; line breaks, tabs and form feeds stay.</summary>
    public static string WithoutControls(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Controls().Replace(Sequences().Replace(text, ""), "");
    }

    public static bool Misread(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    /// <summary>Joiners are how Persian, Hindi and emoji are written; they turn nothing around.</summary>
    private static bool StaysInText(Rune rune) => rune.Value is '\n' or '\t' or NonJoiner or Joiner || !Misread(rune);

    private static string Escape(string text, Predicate<Rune> stays)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (stays(rune))
                escaped.Append(rune.ToString());
            else
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
        }

        return escaped.ToString();
    }

    [GeneratedRegex(
        @"\x1B(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1B]*(\x07|\x1B\\)|[PX^_][^\x1B]*\x1B\\|[ -/]*[0-~])|\x9B[0-?]*[ -/]*[@-~]",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Sequences();

    [GeneratedRegex(@"[\x00-\x08\x0B\x0D-\x1F\x7F-\x9F]", RegexOptions.CultureInvariant)]
    private static partial Regex Controls();
}
