namespace Tanuki.Core;

/// <summary>Text from outside, made safe to quote in a message: one line, no control characters, at most 200 characters.</summary>
public static class Shown
{
    public static string Value(string text)
    {
        var line = string.Concat(text.Take(200).Select(c => char.IsControl(c) ? '?' : c));
        return text.Length > 200 ? line + "…" : line;
    }
}
