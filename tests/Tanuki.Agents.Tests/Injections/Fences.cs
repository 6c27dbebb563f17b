using System.Text;
using System.Text.RegularExpressions;
using Tanuki.Tools.Results;

namespace Tanuki.Agents.Tests.Injections;

/// <summary>Reads a prompt as a model would that believes nothing but fences.</summary>
internal static partial class Fences
{
    /// <summary>The text that stands outside of all fences, or what is wrong with them.</summary>
    public static (string Outside, string? Problem) Read(string prompt)
    {
        var (outside, mark) = (new StringBuilder(), "");
        foreach (var line in prompt.Replace(DataFence.Rule, "", StringComparison.Ordinal).ReplaceLineEndings("\n").Split('\n'))
        {
            if (mark.Length > 0 && line == $"<<<end {mark}>>>")
                mark = "";
            else if (mark.Length == 0 && Opening().Match(line) is { Success: true } opening)
                mark = opening.Groups["mark"].Value;
            else if (LooksLikeOne().IsMatch(line))
                return (outside.ToString(), $"'{line}' looks like a fence");
            else if (mark.Length > 0 && line.Contains(mark, StringComparison.OrdinalIgnoreCase))
                return (outside.ToString(), $"'{line}' has the mark of its fence");
            else if (mark.Length == 0)
                outside.Append(line).Append('\n');
        }

        return (outside.ToString(), mark.Length == 0 ? null : $"the fence {mark} has no end");
    }

    [GeneratedRegex("^<<<data (?<mark>[0-9a-f]{8})( [^<>]*)?>>>$", RegexOptions.ExplicitCapture)]
    private static partial Regex Opening();

    [GeneratedRegex(@"<<<\s*/?\s*(data|end)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex LooksLikeOne();
}
