using System.Globalization;
using Tanuki.Core;
using Tanuki.Engine.Contract;

namespace Tanuki.Models.Gpu;

internal static class GpuText
{
    /// <returns>A sentence; null: the engine was started without graphics processors, or has no model yet.</returns>
    public static string? Of(EngineDescription description) => description switch
    {
        { GpuLayers: > 0 } => string.Create(
            CultureInfo.InvariantCulture,
            $"{description.Gpu}: {description.GpuLayers} of {description.Layers} layers on {string.Join(" and ", description.GpuDevices.Select(device => Shown.Value(device.Description)))}."),
        { GpuFault.Length: > 0 } => $"The processor alone is used: {Shown.Value(description.GpuFault)}",
        { Layers: > 0 } => $"{description.Gpu}: none of {description.Layers} layers, as TANUKI_GPU_LAYERS says.",
        _ => null,
    };
}
