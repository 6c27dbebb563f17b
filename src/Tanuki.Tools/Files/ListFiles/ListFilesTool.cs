using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Tanuki.Tools.Workspaces;

namespace Tanuki.Tools.Files.ListFiles;

internal sealed record ListFilesArguments(
    [Description("A folder; left out for the whole workspace.")] string Path = "",
    [Description("How many levels of folders.")][Range(1, 32)] int Depth = 3,
    [Description("Only names like this, such as *.py.")][StringLength(100)] string? Name = null);

internal sealed class ListFilesTool() : Tool<ListFilesArguments>("list_files", ToolEffects.ReadsPrivateData | ToolEffects.BringsUntrustedContent)
{
    private const int MostEntries = 400;
    private const int MostBytes = 8 << 20;

    protected override async Task<ToolResult> RunAsync(ListFilesArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        var (path, problem) = WorkspacePaths.Read(arguments.Path);
        if (path is null)
            return ToolResult.Invalid(problem!);
        var (run, failure) = await context.Files.OnAsync(path, Find(path, arguments), Manifest.Limits, MostBytes, cancellationToken);
        if (failure is not null)
            return ToolResult.Failed(failure);
        if (!run.Ok && !run.TooMuch)
            return new ToolResult(run.Outcome, $"Listing {run.End}.", run.Verdict.Stderr);
        var found = WorkspaceFiles.Split(run.Stdout).Select(Entry).Order(StringComparer.Ordinal).ToList();
        var shown = WorkspaceFiles.Shown(path);
        if (found.Count == 0)
            return ToolResult.Ok($"Nothing like that is in {shown}.");
        var count = run.TooMuch ? $"more than {found.Count}" : found.Count.ToString(CultureInfo.InvariantCulture);
        return found.Count <= MostEntries
            ? ToolResult.Ok($"{count} entries in {shown}:", string.Join('\n', found))
            : ToolResult.Ok($"{count} entries in {shown}, of which {MostEntries} follow; ask for a folder, a name or a smaller depth:", string.Join('\n', found.Take(MostEntries)));
    }

    private static IReadOnlyList<string> Find(string path, ListFilesArguments arguments) =>
    [
        "find", WorkspaceFiles.Argument(path), "-mindepth", "1", "-maxdepth", arguments.Depth.ToString(CultureInfo.InvariantCulture),
        .. HiddenFolders.Pruned, .. arguments.Name is { } name ? ["-name", name] : Array.Empty<string>(), "-printf", "%y%p\\0",
    ];

    private static string Entry(string found) => found[0] switch
    {
        'd' => $"{WorkspaceFiles.Relative(found[1..])}/",
        'l' => $"{WorkspaceFiles.Relative(found[1..])} (link)",
        'f' => WorkspaceFiles.Relative(found[1..]),
        _ => $"{WorkspaceFiles.Relative(found[1..])} (no file)",
    };
}
