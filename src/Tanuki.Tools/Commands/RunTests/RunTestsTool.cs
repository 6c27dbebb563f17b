using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Tanuki.Tools.Commands.RunTests;

internal sealed record RunTestsArguments([Description("Only tests whose names contain this.")][StringLength(200, MinimumLength = 1)] string? Filter = null);

internal sealed class RunTestsTool() : Tool<RunTestsArguments>(
    "run_tests", ToolEffects.ReadsPrivateData | ToolEffects.BringsUntrustedContent | ToolEffects.RunsPrograms, Programs.Limits(120))
{
    protected override async Task<ToolResult> RunAsync(RunTestsArguments arguments, ToolContext context, CancellationToken cancellationToken) =>
        Programs.Objection("filter", arguments.Filter) is { } objection ? ToolResult.Invalid(objection)
            : await new ProjectRun(context, Manifest.Limits, "run tests").RunAsync(context.Commands.Test, kind => kind.Test, arguments.Filter, cancellationToken);
}
