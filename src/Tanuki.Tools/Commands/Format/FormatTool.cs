using Tanuki.Tools.Workspaces;

namespace Tanuki.Tools.Commands.Format;

internal sealed class FormatTool() : SourceTool(
    "format", "formatter", ToolEffects.ReadsPrivateData | ToolEffects.WritesWorkspace | ToolEffects.RunsPrograms, SourceProgram.Formatters)
{
    protected override async Task<SourceReport> ReportAsync(
        SourceProgram kind, IReadOnlyList<string> files, ToolContext context, Func<Task<SessionRun>> run, CancellationToken cancellationToken)
    {
        var before = await SumsAsync(context, files, cancellationToken);
        var ended = await run();
        var after = await SumsAsync(context, files, cancellationToken);
        var changed = after.Except(before).Select(line => WorkspaceFiles.Relative(line.Split(' ', 3)[^1])).ToList();
        var sentence = $"{kind.Name} {ended.End}; {changed.Count} of {files.Count} files changed.";
        return new SourceReport(ended.Outcome, sentence, ended.Ok ? "" : ended.Everything, changed, []);
    }

    private static async Task<IReadOnlyList<string>> SumsAsync(ToolContext context, IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        var run = await Programs.RunAsync(context, ["cksum", "--", .. files.Select(WorkspaceFiles.Argument)], new ToolLimits(), [], cancellationToken);
        return run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
