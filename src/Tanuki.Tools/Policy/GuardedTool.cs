using System.Text.Json.Nodes;

namespace Tanuki.Tools.Policy;

/// <summary>A tool that runs only when the policy lets it.</summary>
internal sealed class GuardedTool(ITool inner, ToolPolicy policy) : ITool
{
    private const string Before = "before a program that may change nothing";

    public ToolManifest Manifest => inner.Manifest;

    public ToolEffects EffectsOf(JsonObject arguments) => inner.EffectsOf(arguments);

    public ToolResult? HopelessResult(JsonObject arguments) => inner.HopelessResult(arguments);

    public async Task<ToolResult> RunAsync(JsonObject arguments, ToolContext context, CancellationToken cancellationToken)
    {
        if (inner.HopelessResult(arguments) is { } hopeless)
            return hopeless;
        var effects = inner.EffectsOf(arguments);
        var request = new ApprovalRequest(Manifest.Name, (JsonObject)arguments.DeepClone(), effects, "");
        if (await policy.ObjectionAsync(request, cancellationToken) is { } objection)
            return ToolResult.Refused(objection);

        // Before it runs: what is cancelled or fails may have read by then.
        policy.BroughtIn(effects);
        if (policy.Mode != AccessMode.ReadOnly || !effects.HasFlag(ToolEffects.RunsPrograms))
            return await inner.RunAsync(arguments, context, cancellationToken);
        await context.Session.SnapshotAsync(Before, cancellationToken);
        try
        {
            return await inner.RunAsync(arguments, context, cancellationToken) with { ChangedWorkspace = false };
        }
        finally
        {
            await context.Session.RestoreAsync(Before, CancellationToken.None);
        }
    }
}
