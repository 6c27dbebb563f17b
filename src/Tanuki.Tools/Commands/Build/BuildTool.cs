namespace Tanuki.Tools.Commands.Build;

internal sealed record BuildArguments;

internal sealed class BuildTool() : Tool<BuildArguments>(
    "build", ToolEffects.ReadsPrivateData | ToolEffects.BringsUntrustedContent | ToolEffects.RunsPrograms, Programs.Limits(120))
{
    protected override Task<ToolResult> RunAsync(BuildArguments arguments, ToolContext context, CancellationToken cancellationToken) =>
        new ProjectRun(context, Manifest.Limits, "build").RunAsync(context.Commands.Build, kind => kind.Build, filter: null, cancellationToken);
}
