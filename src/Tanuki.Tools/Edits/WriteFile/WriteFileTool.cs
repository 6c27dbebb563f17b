using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Tanuki.Tools.Workspaces;

namespace Tanuki.Tools.Edits.WriteFile;

internal sealed record WriteFileArguments(
    [Description("Relative to the workspace, such as src/main.py.")][StringLength(1024, MinimumLength = 1)] string Path,
    [Description("All of the file.")][StringLength(2_000_000)] string Content);

internal sealed class WriteFileTool() : Tool<WriteFileArguments>("write_file", ToolEffects.WritesWorkspace)
{
    protected override async Task<ToolResult> RunAsync(WriteFileArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        var (path, problem) = WorkspacePaths.Read(arguments.Path);
        if (path is null)
            return ToolResult.Invalid(problem!);
        return await EditedFile.SaveAsync(context, path, before: null, arguments.Content, "written", cancellationToken);
    }
}
