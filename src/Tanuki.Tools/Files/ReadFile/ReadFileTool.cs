using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using Tanuki.Tools.Workspaces;

namespace Tanuki.Tools.Files.ReadFile;

internal sealed record ReadFileArguments(
    [Description("Relative to the workspace, such as src/main.py.")] string Path,
    [Range(1, 10_000_000)] int FirstLine = 1,
    [Description("Included.")][Range(1, 10_000_000)] int? LastLine = null);

internal sealed class ReadFileTool() : Tool<ReadFileArguments>("read_file", ToolEffects.ReadsPrivateData | ToolEffects.BringsUntrustedContent)
{
    private const int LongestLine = 500;

    protected override async Task<ToolResult> RunAsync(ReadFileArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        var (path, problem) = WorkspacePaths.Read(arguments.Path);
        if (path is null)
            return ToolResult.Invalid(problem!);
        var (file, failure) = await context.Files.ReadTextAsync(path, cancellationToken);
        if (file is null)
            return failure!;
        if (file.Text.Length == 0)
            return ToolResult.Ok($"{path} is empty.");
        var lines = file.Lines;
        var last = Math.Min(arguments.LastLine ?? lines.Length, lines.Length);
        if (arguments.FirstLine > lines.Length)
            return ToolResult.Failed($"{path} has {lines.Length} lines; there is no line {arguments.FirstLine}.");
        return arguments.FirstLine > last
            ? ToolResult.Invalid($"\"last_line\": wanted at least first_line, which is {arguments.FirstLine}; came {arguments.LastLine}.")
            : ToolResult.Ok($"{path}, lines {arguments.FirstLine} to {last} of {lines.Length}:", Numbered(lines, arguments.FirstLine, last));
    }

    /// <summary>Lines from <paramref name="first"/> to <paramref name="last"/>, both from 1 and included.</summary>
    public static string Numbered(string[] lines, int first, int last)
    {
        var text = new StringBuilder();
        for (var number = first; number <= last; number++)
        {
            var line = lines[number - 1];
            text.Append(CultureInfo.InvariantCulture, $"{number}\t{(line.Length > LongestLine ? line[..LongestLine] + "…" : line)}\n");
        }

        return text.ToString();
    }
}
