namespace Tanuki.Agents;

/// <summary>Small helpers for sentences that people read.</summary>
internal static class Text
{
    public static string Count(int number, string singular, string? plural = null) =>
        FormattableString.Invariant($"{number} {(number == 1 ? singular : plural ?? singular + "s")}");

    public static string OneLine(string text, int longest = 120)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= longest ? line : line[..(longest - 1)] + "…";
    }

    public static string Tail(string text, int longest) => text.Length <= longest ? text : "…" + text[^longest..];
}
