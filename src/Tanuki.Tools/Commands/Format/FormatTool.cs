using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Tanuki.Tools.Workspaces;

namespace Tanuki.Tools.Commands.Format;

internal sealed record FormatArguments([Description("A file or folder; left out for the whole workspace.")][StringLength(1024)] string Path = "");

internal sealed class FormatTool() : Tool<FormatArguments>(
    "format", ToolEffects.ReadsPrivateData | ToolEffects.WritesWorkspace | ToolEffects.RunsPrograms, Programs.Limits(60))
{
    protected override async Task<ToolResult> RunAsync(FormatArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        var choice = await SourceChoice.OfAsync(SourceProgram.Formatters, "formatter", arguments.Path, context, cancellationToken);
        if (choice.Problem is not null)
            return choice.Problem;
        var (changed, sentences, output) = (new List<string>(), new List<string>(), new List<string>());
        var outcome = ToolOutcome.Ok;
        foreach (var (kind, program, files) in choice.Programs)
        {
            var before = await SumsAsync(context, files, cancellationToken);
            var run = await Programs.RunAsync(context, Programs.Fill(kind.Command, program, files), Manifest.Limits, kind.Languages, cancellationToken);
            var others = (await SumsAsync(context, files, cancellationToken)).Except(before).Select(line => line.Split(' ', 3)[^1]).Select(WorkspaceFiles.Relative).ToList();
            changed.AddRange(others);
            sentences.Add($"{kind.Name} {run.End}; {others.Count} of {files.Count} files changed.");
            outcome = outcome == ToolOutcome.Ok ? run.Outcome : outcome;
            if (!run.Ok)
                output.Add(run.Everything);
        }

        return new ToolResult(outcome, string.Join(' ', sentences), string.Join('\n', changed.Concat(output))) { ChangedWorkspace = changed.Count > 0 };
    }

    private static async Task<IReadOnlyList<string>> SumsAsync(ToolContext context, IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        var run = await Programs.RunAsync(context, ["cksum", "--", .. files.Select(WorkspaceFiles.Argument)], new ToolLimits(), [], cancellationToken);
        return run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
