namespace Tanuki.Evaluation.Repositories.Solving;

internal static class ShellWords
{
    /// <summary>As one would type them.</summary>
    public static string Join(IEnumerable<string> words) => string.Join(' ', words.Select(word =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:=@+,%".Contains(c)) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'"));
}
