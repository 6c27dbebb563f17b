using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using Tanuki.Tools.Workspaces;

namespace Tanuki.Tools.Files.Search;

internal sealed record SearchArguments(
    [Description("One line's text, or a part of it.")][StringLength(500, MinimumLength = 1)] string Text,
    [Description("A file or folder; left out for the whole workspace.")] string Path = "",
    [Description("Only files with names like this, such as *.py.")][StringLength(100)] string? Name = null,
    bool Regex = false,
    bool IgnoreCase = false);

internal sealed class SearchTool() : Tool<SearchArguments>("search", ToolEffects.ReadsPrivateData | ToolEffects.BringsUntrustedContent)
{
    private const int MostMatches = 100;
    private const int MostOfOneFile = 20;
    private const int LongestLine = 240;
    private const int MostBytes = 4 << 20;

    protected override async Task<ToolResult> RunAsync(SearchArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        var (path, problem) = WorkspacePaths.Read(arguments.Path);
        if (path is null)
            return ToolResult.Invalid(problem!);
        if (arguments.Text.AsSpan().ContainsAny('\n', '\r', '\0') || arguments.Name?.Contains('\0') == true)
            return ToolResult.Invalid("\"text\": wanted one line; came several. Search for one of them.");
        var (run, failure) = await context.Files.OnAsync(path, Grep(path, arguments), Manifest.Limits, MostBytes, cancellationToken);
        if (failure is not null)
            return ToolResult.Failed(failure);
        if (run.Verdict.ExitCode == 1)
            return ToolResult.Ok($"No line in {WorkspaceFiles.Shown(path)} matches.");
        var (text, count, files) = Read(run.Stdout);
        if (count == 0)
            return new ToolResult(run.Outcome, run.Verdict.ExitCode == 2 ? "The search could not be made." : $"The search {run.End}.", run.Verdict.Stderr);
        var all = run.TooMuch || run.Outcome == ToolOutcome.TimedOut ? "at least " : "";
        return ToolResult.Ok(
            $"{all}{count} matching lines in {files} files{(count > MostMatches ? $", of which {MostMatches} follow; ask for a folder, a name or a longer text" : "")}:", text);
    }

    private static IReadOnlyList<string> Grep(string path, SearchArguments arguments) =>
    [
        "grep", "-rnHIs", "--null", "-m", MostOfOneFile.ToString(CultureInfo.InvariantCulture), arguments.Regex ? "-E" : "-F",
        .. arguments.IgnoreCase ? ["-i"] : Array.Empty<string>(),
        .. arguments.Name is { } name ? [$"--include={name}"] : Array.Empty<string>(),
        .. HiddenFolders.Names.Select(folder => $"--exclude-dir={folder}"),
        "-e", arguments.Text, "--", WorkspaceFiles.Argument(path),
    ];

    private static (string Text, int Count, int Files) Read(byte[] output)
    {
        var matches = Encoding.UTF8.GetString(output).Split('\n')
            .Select(line => line.Split('\0', 2))
            .Where(parts => parts.Length == 2)
            .Select(parts => (File: WorkspaceFiles.Relative(parts[0]), Line: parts[1]))
            .OrderBy(match => match.File, StringComparer.Ordinal)
            .ToList();
        var text = string.Concat(matches.Take(MostMatches).Select(match =>
            $"{match.File}:{(match.Line.Length > LongestLine ? match.Line[..LongestLine] + "…" : match.Line)}\n"));
        return (text, matches.Count, matches.Select(match => match.File).Distinct(StringComparer.Ordinal).Count());
    }
}
