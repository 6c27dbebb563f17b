using System.Text.RegularExpressions;
using Tanuki.Agents.Specialists;

namespace Tanuki.Agents.Foresight;

/// <summary>What a task asks for, by its words. No model is asked: a wrong guess costs a step, a wrong plan the run.</summary>
public static partial class TaskKindFinder
{
    private static readonly (TaskKind Kind, Regex Words)[] Kinds =
    [
        (TaskKind.Review, Review()), (TaskKind.Explain, Explain()), (TaskKind.Document, Document()), (TaskKind.Optimize, Optimize()),
        (TaskKind.Fix, Fix()), (TaskKind.Test, Test()), (TaskKind.Design, Design()), (TaskKind.Deploy, Deploy()), (TaskKind.Change, Change()),
    ];

    /// <param name="fallback">When no word tells.</param>
    /// <returns>The kind, and the word that told; null when none did.</returns>
    public static (TaskKind Kind, string? Word) Find(string task, TaskKind fallback)
    {
        ArgumentNullException.ThrowIfNull(task);
        foreach (var (kind, words) in Kinds)
        {
            if (words.Match(task) is { Success: true } match)
                return (kind, match.Value.Trim());
        }

        return (fallback, null);
    }

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"^\W*(please )?review\b|\bcode review\b", Options)]
    private static partial Regex Review();

    [GeneratedRegex(@"^\W*(please )?explain\b|^\W*(what|how|why) (does|do|is)\b", Options)]
    private static partial Regex Explain();

    [GeneratedRegex(@"^\W*(please )?document\b|\b(add|write) (the )?(docstrings?|comments|documentation)\b", Options)]
    private static partial Regex Document();

    [GeneratedRegex(@"\boptimi[sz]e\b|\bspeed (it |this )?up\b|\bmake .{0,40}\bfaster\b|\btoo slow\b", Options)]
    private static partial Regex Optimize();

    [GeneratedRegex(
        @"\b(fix(es|ed)?|mend|repair|debug|bugs?|broken|fail(s|ing|ed|ure)?|crash(es|ed)?|wrong|incorrect(ly)?|regression|does not work|doesn't work|throws|raises)\b",
        Options)]
    private static partial Regex Fix();

    [GeneratedRegex(@"\b(write|add|generate) (\w+ ){0,3}tests?\b|\btest coverage\b", Options)]
    private static partial Regex Test();

    [GeneratedRegex(@"^\W*(please )?(design|plan|architect)\b|\bdesign document\b", Options)]
    private static partial Regex Design();

    [GeneratedRegex(@"\b(deploy|dockerfile|docker compose|kubernetes|ci pipeline|github actions)\b", Options)]
    private static partial Regex Deploy();

    [GeneratedRegex(@"\b(refactor|rename|change|add|implement|support|update|remove|extend|replace|make)\b", Options)]
    private static partial Regex Change();
}
