using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Tanuki.Tools.Edits.ReplaceText;

internal sealed record ReplaceTextArguments(
    [StringLength(1024, MinimumLength = 1)] string Path,
    [Description("Exactly as in the file.")][StringLength(200_000, MinimumLength = 1)] string OldText,
    [StringLength(200_000)] string NewText);

internal sealed class ReplaceTextTool() : Tool<ReplaceTextArguments>("replace_text", ToolEffects.ReadsPrivateData | ToolEffects.BringsUntrustedContent | ToolEffects.WritesWorkspace)
{
    private const int MostPlaces = 10;

    protected override async Task<ToolResult> RunAsync(ReplaceTextArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        var (path, file, problem) = await EditedFile.OpenAsync(context, arguments.Path, cancellationToken);
        if (file is null)
            return problem!;
        var (old, replacement) = file.Windows
            ? (arguments.OldText.Replace("\r\n", "\n", StringComparison.Ordinal), arguments.NewText.Replace("\r\n", "\n", StringComparison.Ordinal))
            : (arguments.OldText, arguments.NewText);
        var places = Places(file.Text, old);
        if (places.Count == 0)
            return Missing(path!, file.Text, old);
        if (places.Count > 1)
        {
            var lines = string.Join(", ", places.Select(place => EditedFile.LineOf(file.Text, place)));
            return ToolResult.Failed($"\"old_text\" is in {path} more than once, beginning in lines {lines}{(places.Count > MostPlaces ? " and more" : "")}; take more lines around the one that is meant. Nothing was written.");
        }

        var text = string.Concat(file.Text.AsSpan(0, places[0]), replacement, file.Text.AsSpan(places[0] + old.Length));
        var result = await EditedFile.SaveAsync(context, path!, file, text, "changed; it now reads there:", cancellationToken);
        return result.Outcome == ToolOutcome.Ok ? result with { Data = EditedFile.Place(text, places[0], replacement.Length) } : result;
    }

    private static List<int> Places(string text, string old)
    {
        var places = new List<int>();
        for (var at = text.IndexOf(old, StringComparison.Ordinal); at >= 0 && places.Count <= MostPlaces; at = text.IndexOf(old, at + 1, StringComparison.Ordinal))
            places.Add(at);
        return places;
    }

    private static ToolResult Missing(string path, string text, string old) => NearestText.Find(text, old) is { } near
        ? ToolResult.Failed($"\"old_text\" is not in {path}; nothing was written. The nearest to it, which is {near.Difference}:", EditedFile.Place(text, near.Start, near.Length))
        : ToolResult.Failed($"\"old_text\" is not in {path}, nor anything like it; nothing was written. Read the file first.");
}
