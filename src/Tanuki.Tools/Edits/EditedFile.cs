using System.Text;
using System.Text.RegularExpressions;
using Tanuki.Tools.Files.ReadFile;
using Tanuki.Tools.Workspaces;

namespace Tanuki.Tools.Edits;

/// <summary>What all edits share: how a file is opened for one, and how it is put back.</summary>
internal static partial class EditedFile
{
    private const int Around = 2;
    private const int MostShown = 60;

    /// <summary>The path and the text of a file that is there and may be edited.</summary>
    public static async Task<(string? Path, TextFile? File, ToolResult? Problem)> OpenAsync(ToolContext context, string written, CancellationToken cancellationToken)
    {
        var (path, problem) = WorkspacePaths.Read(written);
        if (path is null)
            return (null, null, ToolResult.Invalid(problem!));
        var (file, failure) = await context.Files.ReadTextAsync(path, cancellationToken);
        return (path, file, failure);
    }

    /// <param name="before">How the file was; its line ends and byte order mark stay. Null for a file that is written anew.</param>
    public static async Task<ToolResult> SaveAsync(
        ToolContext context, string path, TextFile? before, string text, string done, CancellationToken cancellationToken)
    {
        if (text.Contains('\0'))
            return ToolResult.Invalid("A text file holds no NUL character; nothing was written.");
        if (Placeholder().Matches(text).FirstOrDefault(found => before?.Text.Contains(found.Value, StringComparison.Ordinal) != true) is { } name)
        {
            return ToolResult.Failed(
                $"{name.Value} stands for a secret that is not shown, and nothing puts it back; nothing was written. Change the text around it with replace_text.");
        }

        if (await context.Files.IsLinkAsync(path, cancellationToken))
            return ToolResult.Failed($"{path} is a link; edit the file that it leads to.");
        byte[] content;
        try
        {
            content = (before ?? new TextFile("", Mark: false, Windows: false)).With(text);
        }
        catch (EncoderFallbackException)
        {
            return ToolResult.Invalid("The text holds half of a surrogate pair; nothing was written.");
        }

        if (before?.Text == text)
            return ToolResult.Failed($"{path} is already like that; nothing was written.");
        return await context.Files.WriteAsync(path, content, cancellationToken)
            ?? ToolResult.Ok($"{path} was {done}.") with { ChangedWorkspace = true };
    }

    /// <summary>The lines that a text occupies, with some around.</summary>
    public static string Place(string text, int start, int length)
    {
        var lines = (text.EndsWith('\n') ? text[..^1] : text).Split('\n');
        var first = LineOf(text, start);
        var last = LineOf(text, start + Math.Max(0, length - 1));
        return ReadFileTool.Numbered(lines, Math.Max(1, first - Around), Math.Min(lines.Length, Math.Min(last + Around, first + MostShown)));
    }

    /// <summary>From 1.</summary>
    public static int LineOf(string text, int position) => text.AsSpan(0, Math.Min(position, text.Length)).Count('\n') + 1;

    /// <summary>What <see cref="Core.Secrets.SecretScanner"/> puts in a secret's place.</summary>
    [GeneratedRegex(@"\[secret:[a-z-]+:[0-9a-f]{8}\]")]
    private static partial Regex Placeholder();
}
