using System.Text;
using Tanuki.Agents.Faults;
using Tanuki.Agents.Orchestration;
using Tanuki.Core.Tasks;
using Tanuki.Models.Backbones;

namespace Tanuki.Evaluation.Repositories.Solving;

/// <summary>
/// The baseline: the backbone is asked once, at temperature 0, for the whole text of the file that <see cref="FileRanking"/> puts
/// first, and its answer is taken as it is. It runs nothing.
/// </summary>
internal sealed class AskedOnceSolver(IBackbone backbone, TimeProvider time) : IRepositorySolver
{
    private const int MostOutput = 2000;
    private const int MostRankedBy = 50_000;

    /// <summary>The answer is about as long as the file; a character more than three per token is rare in source code.</summary>
    private const int CharactersPerToken = 3;

    private const int Spare = 128;

    public string Name => "asked once";

    public async Task<RepositoryAnswer> SolveAsync(RepositoryTask task, CancellationToken cancellationToken)
    {
        var files = RepositoryFiles.Read(task.Folder);
        var extension = SourceLanguage.Find(task.Language)?.Extension ?? "";
        var ranked = FileRanking.Rank(
            task.Statement,
            Agents.Text.Tail(task.TestOutput, MostRankedBy),
            files,
            path => path.EndsWith(extension, StringComparison.Ordinal) && !task.Protected.Any(pattern => Covers(pattern, path)));
        if (ranked.Count == 0)
            return new RepositoryAnswer { Edits = [], RankedFiles = [], Tokens = new(0, 0, 0), Text = "There is no file to change." };

        var meter = new GenerationMeter(time);
        var text = await AskAsync(Request(task, ranked[0], files[ranked[0]]), meter, cancellationToken);
        return new RepositoryAnswer
        {
            Edits = [new RepositoryEdit(ranked[0], text.TrimEnd() + "\n")],
            RankedFiles = ranked,
            Tokens = meter.Tokens,
            ModelSeconds = meter.Seconds,
            Text = text,
        };
    }

    private static GenerationRequest Request(RepositoryTask task, string path, string content)
    {
        var prompt = $"""
            {task.Statement}

            The tests print:
            ```
            {Agents.Text.Tail(task.TestOutput.Trim(), MostOutput)}
            ```

            The file {path}:
            ```{task.Language}
            {content.TrimEnd()}
            ```

            Write the whole file {path} again, with the bug fixed and everything else as it is.
            """;
        return new GenerationRequest
        {
            Messages =
            [
                new ChatMessage("system", "You are a careful programmer. Answer with one code block and nothing else."),
                new ChatMessage("user", prompt),
            ],
            AssistantPrefill = $"```{task.Language}\n",
            Seeds = [task.Seed],
            Temperature = 0,
            MaxTokens = content.Length / CharactersPerToken + Spare,
            Stop = ["\n```"],
        };
    }

    private async Task<string> AskAsync(GenerationRequest request, GenerationMeter meter, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        using (meter.Start())
        {
            await foreach (var happened in backbone.GenerateAsync(request, cancellationToken))
            {
                meter.Count(happened);
                if (happened is SampleFinished finished)
                    text.Append(finished.Text);
            }
        }

        return text.ToString();
    }

    /// <summary>Roughly, to keep tests out of the ranking; what is really protected the sandbox decides.</summary>
    private static bool Covers(string pattern, string path)
    {
        var stem = pattern.EndsWith("/**", StringComparison.Ordinal) ? pattern[..^3] : pattern;
        if (stem.StartsWith("**/*", StringComparison.Ordinal))
            return path.EndsWith(stem[4..], StringComparison.Ordinal);
        if (stem.StartsWith("**/", StringComparison.Ordinal))
            return path == stem[3..] || path.EndsWith(stem[2..], StringComparison.Ordinal);
        return path == stem || path.StartsWith(stem + "/", StringComparison.Ordinal);
    }
}
