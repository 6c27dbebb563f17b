using Tanuki.Core.Secrets;

namespace Tanuki.Cli.Errors;

internal static class ErrorLines
{
    private const int MostCharacters = 2000;

    /// <summary>One line each, whatever the texts contain: they may quote what a user or a program said.</summary>
    public static void Write(TextWriter error, string message, string? hint)
    {
        error.WriteLine($"error: {OneLine(message)}");
        if (hint is not null)
            error.WriteLine($"hint: {OneLine(hint)}");
    }

    /// <summary>Without secrets and control characters.</summary>
    public static string OneLine(string text)
    {
        text = SecretScanner.ForProcess.Redact(text);
        var shown = text.Length > MostCharacters ? text[..MostCharacters] + " …" : text;
        return string.Concat(shown.Trim().Select(c => char.IsControl(c) ? ' ' : c));
    }
}
