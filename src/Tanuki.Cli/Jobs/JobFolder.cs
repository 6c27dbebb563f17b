using System.Text.Json;
using Tanuki.Agents.Jobs;
using Tanuki.Core;

namespace Tanuki.Cli.Jobs;

/// <summary>The folder of <c>--out</c> of a specialist's command: the files, texts as Markdown, and <c>report.json</c> with everything.</summary>
internal sealed class JobFolder
{
    private readonly string _path;

    private JobFolder(string path) => _path = path;

    /// <exception cref="UsageException">It cannot be a folder.</exception>
    public static JobFolder Open(string path)
    {
        if (string.IsNullOrWhiteSpace(path))
            throw new UsageException("The folder for --out has no name.", "For example: --out answer");
        try
        {
            return new JobFolder(Directory.CreateDirectory(path).FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--out {path} cannot be a folder ({e.Message.TrimEnd('.')}).",
                "Name a new folder, or one that you may write to.");
        }
    }

    public void Write(IReadOnlyList<JobResult> results)
    {
        try
        {
            // Ingress left names without folders.
            foreach (var file in results.SelectMany(result => result.Files))
                File.WriteAllText(Path.Combine(_path, Path.GetFileName(file.Path)), file.Content);
            foreach (var result in results.Where(result => result.Text is not null))
                File.WriteAllText(Path.Combine(_path, $"{Path.GetFileNameWithoutExtension(result.Path) ?? result.Job}.md"), result.Text + "\n");
            File.WriteAllText(Path.Combine(_path, "report.json"), JsonSerializer.Serialize(results, TanukiJson.Indented) + "\n");
            if (results is [{ Receipt: { } receipt }])
                File.WriteAllText(Path.Combine(_path, Runs.AnswerFolder.ReceiptName), JsonSerializer.Serialize(receipt, TanukiJson.Indented) + "\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TanukiException($"The results could not be written to {_path} ({e.Message.TrimEnd('.')}).",
                "Name a folder that you may write to.", e);
        }
    }
}
