using Tanuki.Agents.Extraction;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Orchestration.Repositories;

/// <summary>Turns an answer into a patch.</summary>
internal static class EditReader
{
    private const int MostSpliced = 6, MostReplaced = 3;

    /// <summary>
    /// What a model wrote in the place of the function's end, up to where it comes back to what stands in the file; the rest stays as it is, to the
    /// byte. Where it does not come back, its first line stands for the line that it began with.
    /// </summary>
    /// <param name="from">The first line that the model did not see.</param>
    public static ReadProposal Continuation(Workbench bench, Attempt attempt, int from, string text)
    {
        var written = Written(text, from + 1);
        if (written.Count == 0)
            return ReadProposal.Refused("The answer is empty.");
        var there = attempt.Lines.Skip(from).Select(line => line.TrimEnd()).ToList();
        var same = 0;
        while (same < written.Count && same < there.Count && written[same] == there[same])
            same++;
        if (same == written.Count)
            return ReadProposal.Refused("The answer changes nothing.");
        var (replaced, lines) = Splice(there[same..], written[same..]);
        return bench.ReplaceLines(attempt.Symbol.Path, attempt.Symbol.Definition.StartLine + from + same, replaced, lines);
    }

    /// <summary>How many of the lines that are there give way to how many of those written: the earliest line that both go on with ends it.</summary>
    internal static (int Replaced, IReadOnlyList<string> Lines) Splice(IReadOnlyList<string> there, IReadOnlyList<string> written)
    {
        for (var distance = 1; distance <= MostSpliced; distance++)
        {
            for (var w = 0; w <= distance && w < written.Count; w++)
            {
                var t = distance - w;
                if (t < there.Count && t <= MostReplaced && written[w] == there[t] && Tells(written[w]))
                    return (t, [.. written.Take(w)]);
            }
        }

        return (Math.Min(1, there.Count), [written[0]]);
    }

    /// <summary>A closing bracket is alike everywhere.</summary>
    private static bool Tells(string line) => line.Count(char.IsLetterOrDigit) >= 2;

    /// <summary>The lines after those that the answer was made to begin with, the fence included.</summary>
    private static List<string> Written(string text, int given)
    {
        var lines = text.Split('\n').Skip(given).Select(line => line.TrimEnd()).ToList();
        return lines.FindIndex(line => line.Length > 0) is var first and >= 0 ? lines[first..] : [];
    }

    /// <summary>The function as the answer has it, without what stands around it.</summary>
    public static ReadProposal Whole(Workbench bench, Attempt attempt, string text)
    {
        var blocks = CodeBlocks.Split(text, attempt.Language == LanguageNames.Python);
        var block = blocks.FirstOrDefault(block => block.Text.Contains(attempt.Symbol.Name, StringComparison.Ordinal)) ?? blocks.FirstOrDefault();
        if (block is null || block.Text.Trim().Length == 0)
            return ReadProposal.Refused("No program was found in the answer.");
        return bench.ReplaceSymbol(attempt.Symbol, block.Text);
    }
}
