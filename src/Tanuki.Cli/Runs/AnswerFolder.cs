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

    public void Write(Answer answer)
    {
        try
        {
            foreach (var file in answer.Files)
                WriteFile(file.Path, file.Content);
            WriteFile(ReceiptName, JsonSerializer.Serialize(answer.Receipt, TanukiJson.Indented) + "\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TanukiException(
                $"The answer could not be written to {_path} ({e.Message.TrimEnd('.')}).",
                $"`tanuki runs resume {answer.Receipt.Run}` prints it again.", e);
        }
    }

    private void WriteFile(string name, string content)
    {
        var path = Path.GetFullPath(Path.Combine(_path, name));
        if (!path.StartsWith(_path.TrimEnd('/') + "/", StringComparison.Ordinal))
            throw new InvalidOperationException($"The answer's file {name} lies outside of {_path}.");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }
}
