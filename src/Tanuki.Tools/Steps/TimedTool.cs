using System.Text.Json.Nodes;

namespace Tanuki.Tools.Steps;

/// <summary>A tool that is stopped when its time is over. The policy is around it: how long a person thinks does not count.</summary>
internal sealed class TimedTool(ITool inner, TimeSpan limit, TimeProvider time) : ITool
{
    public ToolManifest Manifest => inner.Manifest;

    public TimeSpan Elapsed { get; private set; }

    public ToolEffects EffectsOf(JsonObject arguments) => inner.EffectsOf(arguments);

    public ToolResult? HopelessResult(JsonObject arguments) => inner.HopelessResult(arguments);

    public async Task<ToolResult> RunAsync(JsonObject arguments, ToolContext context, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var over = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            return await inner.RunAsync(arguments, context, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && over.IsCancellationRequested)
        {
            return new ToolResult(ToolOutcome.TimedOut, $"{Manifest.Name} was stopped because its time was over.");
        }
        finally
        {
            Elapsed = time.GetElapsedTime(started);
        }
    }
}
