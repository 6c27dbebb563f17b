using System.Text.Json;
using Tanuki.Core;
using Tanuki.Core.Runs;

namespace Tanuki.Cli.Runs;

/// <summary>The folder of <c>--out</c>: the answer's files with <c>receipt.json</c> beside them.</summary>
internal sealed class AnswerFolder
{
    public const string ReceiptName = "receipt.json";

    private readonly string _path;

    private AnswerFolder(string path) => _path = path;

    /// <summary>Creates the folder before any work is done for it.</summary>
    /// <exception cref="UsageException">It cannot be a folder.</exception>
    public static AnswerFolder Open(string path)
    {
        if (string.IsNullOrWhiteSpace(path))
            throw new UsageException("The folder for --out has no name.", "For example: --out answer");
        try
        {
            return new AnswerFolder(Directory.CreateDirectory(path).FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--out {path} cannot be a folder ({e.Message.TrimEnd('.')}).", "Name a new folder, or one that you may write to.");
        }
    }

    public void Write(Answer answer) => Write(
        [.. answer.Files.Select(file => (file.Path, file.Content)), (ReceiptName, Json(answer.Receipt))],
        "answer",
        $"`tanuki runs resume {answer.Receipt.Run}` prints it again.");

    /// <param name="what">What the files are together, for people.</param>
    /// <exception cref="TanukiException">They cannot be written.</exception>
    public void Write(IEnumerable<(string Name, string Content)> files, string what, string hint)
    {
        try
        {
            foreach (var (name, content) in files)
                WriteFile(name, content);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TanukiException($"The {what} could not be written to {_path} ({e.Message.TrimEnd('.')}).", hint, e);
        }
    }

    public static string Json<T>(T value) => JsonSerializer.Serialize(value, TanukiJson.Indented) + "\n";

    private void WriteFile(string name, string content)
    {
        var path = Path.GetFullPath(Path.Combine(_path, name));
        if (!path.StartsWith(_path.TrimEnd('/') + "/", StringComparison.Ordinal))
            throw new InvalidOperationException($"The answer's file {name} lies outside of {_path}.");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }
}
