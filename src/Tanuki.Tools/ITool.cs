using System.Text.Json.Nodes;

namespace Tanuki.Tools;

/// <summary>Something that can be done for a model. Holds no state of a run; safe for concurrent use.</summary>
public interface ITool
{
    ToolManifest Manifest { get; }

    /// <summary>What this call may do; most tools do the same in each.</summary>
    ToolEffects EffectsOf(JsonObject arguments) => Manifest.Effects;

    /// <summary>Why this call would not do anything, whoever allowed it; null where that is not known before it runs. A person is not asked about such a call.</summary>
    ToolResult? HopelessResult(JsonObject arguments) => null;

    /// <summary>
    /// A model's mistake comes back as a result that says what is wrong; what is thrown is a bug, or a cancellation.
    /// </summary>
    /// <param name="arguments">They fit <see cref="ToolManifest.Parameters"/>.</param>
    Task<ToolResult> RunAsync(JsonObject arguments, ToolContext context, CancellationToken cancellationToken);
}
