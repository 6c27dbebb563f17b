using System.Text.RegularExpressions;

namespace Tanuki.Agents.Orchestration.Repositories;

/// <summary>How much in a line can be wrong: decisions before arithmetic, arithmetic before names, and nothing in what only closes or says.</summary>
internal static partial class LineSuspicion
{
    /// <returns>0 for a line that is not worth an attempt.</returns>
    public static double Of(string line)
    {
        var text = line.Trim();
        if (text.Count(char.IsLetterOrDigit) < 2 || Idle().IsMatch(text))
            return 0;
        return 1
            + (Decides().IsMatch(text) ? 2 : 0)
            + (Branches().IsMatch(text) ? 1 : 0)
            + (Computes().IsMatch(text) ? 1 : 0)
            + (Indexes().IsMatch(text) ? 1 : 0)
            + (text.Count(c => c == ',') is > 0 and < 4 ? 0.5 : 0);
    }

    [GeneratedRegex(
        @"^(else\b|try\b|finally\b|begin\b|end\b|do\b|pass\b|break\b|continue\b|import\b|from\b|package\b|using\b|\}|\{|\)|\]|#|//|/?\*|""""""|''')[\s{:;})\]]*(?!.*\w\s*\()",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Idle();

    [GeneratedRegex(
        @"[<>]=?|[!=]==?|&&|\|\||\b(and|or|not|in|is|min|max|any|all|true|false|True|False)\b|!",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Decides();

    [GeneratedRegex(@"\b(if|elif|while|for|return|case|when|switch)\b", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Branches();

    [GeneratedRegex(@"[-+*/%]", RegexOptions.CultureInvariant)]
    private static partial Regex Computes();

    [GeneratedRegex(@"\[[^\]]+\]|\bat\(|\.(sub|slice|get)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Indexes();
}
