using System.Text.Json;
using System.Text.Json.Nodes;
using Tanuki.Core;
using Tanuki.Tools.Arguments;

namespace Tanuki.Tools;

/// <summary>A tool whose arguments are a record: its constructor is the schema, <c>NAME.md</c> beside it is what the model reads.</summary>
internal abstract class Tool<TArguments> : ILimitedTool
{
    protected Tool(string name, ToolEffects effects, ToolLimits? limits = null) =>
        Manifest = new ToolManifest(name, Resources.Read($"{name}.md").Trim(), ArgumentSchema.Of<TArguments>(), effects, limits ?? new ToolLimits());

    public ToolManifest Manifest { get; private set; }

    public virtual ToolEffects EffectsOf(JsonObject arguments) => Manifest.Effects;

    public ToolResult? HopelessResult(JsonObject arguments) => HopelessResult(arguments.Deserialize<TArguments>(TanukiJson.Compact)!);

    protected virtual ToolResult? HopelessResult(TArguments arguments) => null;

    public ITool Within(ToolLimits limits)
    {
        var copy = (Tool<TArguments>)MemberwiseClone();
        copy.Manifest = Manifest with { Limits = limits };
        return copy;
    }

    public Task<ToolResult> RunAsync(JsonObject arguments, ToolContext context, CancellationToken cancellationToken) =>
        RunAsync(arguments.Deserialize<TArguments>(TanukiJson.Compact)!, context, cancellationToken);

    protected abstract Task<ToolResult> RunAsync(TArguments arguments, ToolContext context, CancellationToken cancellationToken);
}

/// <summary>A tool whose limits can be set.</summary>
internal interface ILimitedTool : ITool
{
    ITool Within(ToolLimits limits);
}
