using Tanuki.Agents.Jobs;
using Tanuki.Cli.Runs;
using Tanuki.Core;

namespace Tanuki.Cli.Jobs;

/// <summary>What a specialist's command writes to <c>--out</c>: the files, texts as Markdown, and <c>report.json</c> with everything.</summary>
internal static class JobFolder
{
    /// <exception cref="TanukiException">It cannot be written.</exception>
    public static void Write(AnswerFolder folder, IReadOnlyList<JobResult> results) =>
        folder.Write(Files(results), "results", "Name a folder that you may write to.");

    private static IEnumerable<(string Name, string Content)> Files(IReadOnlyList<JobResult> results)
    {
        // Ingress left names without folders.
        foreach (var file in results.SelectMany(result => result.Files))
            yield return (Path.GetFileName(file.Path), file.Content);
        foreach (var result in results.Where(result => result.Text is not null))
            yield return ($"{Path.GetFileNameWithoutExtension(result.Path) ?? result.Job}.md", result.Text + "\n");
        yield return ("report.json", AnswerFolder.Json(results));
        if (results is [{ Receipt: { } receipt }])
            yield return (AnswerFolder.ReceiptName, AnswerFolder.Json(receipt));
    }
}
