using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Tanuki.Tools.Edits.ReplaceSymbol;

internal sealed record ReplaceSymbolArguments(
    [StringLength(1024, MinimumLength = 1)] string Path,
    [Description("Such as parse or Parser.parse.")][StringLength(200, MinimumLength = 1)] string Symbol,
    [Description("The whole new definition.")][StringLength(200_000, MinimumLength = 1)] string Code);

internal sealed class ReplaceSymbolTool(ISymbolLocator locator)
    : Tool<ReplaceSymbolArguments>("replace_symbol", ToolEffects.ReadsPrivateData | ToolEffects.BringsUntrustedContent | ToolEffects.WritesWorkspace)
{
    protected override async Task<ToolResult> RunAsync(ReplaceSymbolArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        var (path, file, problem) = await EditedFile.OpenAsync(context, arguments.Path, cancellationToken);
        if (file is null)
            return problem!;
        var found = locator.Locate(path!, file.Text, arguments.Symbol);
        if (found.Count == 0)
            return ToolResult.Failed($"No definition of that name was found in {path}; nothing was written. Search for it, or use replace_text.");
        if (found.Count > 1)
        {
            var places = string.Join(", ", found.Select(each => $"{each.First} to {each.Last}"));
            return ToolResult.Failed($"{found.Count} definitions in {path} have that name, in lines {places}; name what it is in too, or use replace_text. Nothing was written.");
        }

        var lines = file.Text.Split('\n');
        var (first, last) = (found[0].First, found[0].Last);
        var code = Indented(arguments.Code.Trim('\n', '\r').ReplaceLineEndings("\n"), Indentation(lines[first - 1]));
        string[] all = [.. lines[..(first - 1)], .. code, .. lines[last..]];
        var result = await EditedFile.SaveAsync(context, path!, file, string.Join('\n', all), $"changed: lines {first} to {last} are now {first} to {first + code.Length - 1}:", cancellationToken);
        return result.Outcome == ToolOutcome.Ok
            ? result with { Data = Files.ReadFile.ReadFileTool.Numbered(all, first, first + code.Length - 1) }
            : result;
    }

    /// <summary>A model writes a method as it would stand alone; it goes where the old one stood.</summary>
    private static string[] Indented(string code, string indentation)
    {
        var lines = code.Split('\n');
        return Indentation(lines[0]) == indentation
            ? lines
            : [.. lines.Select(line => line.Length == 0 || indentation.Length == 0 || Indentation(lines[0]).Length > 0 ? line : indentation + line)];
    }

    private static string Indentation(string line) => line[..(line.Length - line.TrimStart().Length)];
}
