namespace Tanuki.Tools.Commands.Packages;

internal sealed record InstallPackagesArguments;

internal sealed class InstallPackagesTool() : Tool<InstallPackagesArguments>(
    "install_packages", ToolEffects.ReadsPrivateData | ToolEffects.BringsUntrustedContent | ToolEffects.WritesWorkspace | ToolEffects.RunsPrograms, Programs.Limits(120))
{
    protected override async Task<ToolResult> RunAsync(InstallPackagesArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        var result = await new ProjectRun(context, Manifest.Limits, "install packages").RunAsync(own: null, kind => kind.Packages, filter: null, cancellationToken);
        return result with
        {
            Summary = result.Outcome == ToolOutcome.Failed
                ? $"{result.Summary} The sandbox has no network: only what the workspace and the machine already hold can be installed. Do without the package."
                : result.Summary,
            ChangedWorkspace = result.Outcome != ToolOutcome.Unavailable,
        };
    }
}
