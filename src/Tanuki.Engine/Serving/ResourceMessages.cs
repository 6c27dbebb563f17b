using Tanuki.Engine.Contract;

namespace Tanuki.Engine.Serving;

internal static class ResourceMessages
{
    public static ResourceSample From(Resources.ResourceSample sample) => new()
    {
        UnixMilliseconds = sample.Time.ToUnixTimeMilliseconds(),
        CoresBusy = (float)sample.CoresBusy,
        CoresOwn = (float)sample.CoresOwn,
        MemoryLimit = sample.Memory.Limit,
        MemoryAvailable = sample.Memory.Available,
        MemoryPressure = (float)sample.Memory.Pressure,
        OwnBytes = sample.OwnBytes,
        Gpus = { sample.Gpus.Select(gpu => new GpuMemory { Name = gpu.Name, Total = gpu.Total, Free = gpu.Free }) },
    };
}
