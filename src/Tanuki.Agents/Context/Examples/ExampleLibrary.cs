using Tanuki.Core.Evidence;
using Tanuki.Core.Runs;

namespace Tanuki.Agents.Context.Examples;

/// <summary>
/// Finds solved tasks like the one at hand in the run log. Only runs whose verdict is verified count; that is a promise with an
/// error rate, and what a user's task said in the past is shown as data.
/// </summary>
public sealed class ExampleLibrary(IRunLog log)
{
    /// <summary>Of the newest runs: reading more costs more than an example is worth.</summary>
    private const int MostRuns = 500;

    private readonly Dictionary<string, SolvedExample?> known = new(StringComparer.Ordinal);

    /// <param name="task">The text of the task at hand.</param>
    /// <param name="language">A canonical name; examples have the same.</param>
    /// <param name="ownRun">The run that asks, and whose answer must not come back; null for none.</param>
    /// <param name="most">Examples at most.</param>
    /// <param name="mostCharacters">Of tasks and answers together.</param>
    /// <returns>The most similar first; none that shares no word.</returns>
    public IReadOnlyList<SolvedExample> Find(string task, string language, string? ownRun, int most = 3, int mostCharacters = 6000)
    {
        ArgumentNullException.ThrowIfNull(task);
        var examples = log.List()
            .Where(run => run.Verdict == Verdict.Verified)
            .Take(MostRuns)
            .Where(run => run.Id != ownRun)
            .Select(run => Read(run.Id))
            .OfType<SolvedExample>()
            .Where(example => example.Language == language)
            .DistinctBy(example => Normal(example.Task), StringComparer.Ordinal)
            .DistinctBy(example => Normal(example.Answer), StringComparer.Ordinal)
            .ToList();
        var scores = new WordRanking(examples.Select(example => example.Task)).Scores(task);
        var room = mostCharacters;
        return
        [
            .. examples.Zip(scores, (example, score) => example with { Score = score })
                .Where(example => example.Score > 0)
                .OrderByDescending(example => example.Score).ThenBy(example => example.Run, StringComparer.Ordinal)
                .Where(example => Takes(example, ref room))
                .Take(most),
        ];
    }

    /// <summary>Null when there are none.</summary>
    public static SectionDraft? ToDraft(IReadOnlyList<SolvedExample> examples)
    {
        ArgumentNullException.ThrowIfNull(examples);
        return examples.Count == 0 ? null : new SectionDraft
        {
            Kind = SectionKind.Examples,
            Origin = "verified runs",
            Trust = SectionTrust.Model,
            Parts = [.. examples.Select((example, index) => new SectionPart(
                $"run {example.Run}", $"{example.Task.TrimEnd()}\n\n```{example.Language}\n{example.Answer.TrimEnd()}\n```") { Rank = -index })],
        };
    }

    /// <summary>Finished runs do not change.</summary>
    private SolvedExample? Read(string run)
    {
        if (known.TryGetValue(run, out var example))
            return example;
        var state = RunState.From(log.Read(run));
        return known[run] = state.Answer is { Files: [var file, ..], Receipt: var receipt }
            ? new SolvedExample(run, receipt.Task.Language, state.Task.Text, file.Content, 0)
            : null;
    }

    private static bool Takes(SolvedExample example, ref int room)
    {
        var length = example.Task.Length + example.Answer.Length;
        if (length > room)
            return false;
        room -= length;
        return true;
    }

    private static string Normal(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
