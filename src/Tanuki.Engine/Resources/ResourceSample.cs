using Tanuki.Core.Machine;

namespace Tanuki.Engine.Resources;

/// <summary>What the machine had to spare at one moment.</summary>
/// <param name="CoresBusy">Cores' worth of work by everybody since the sample before.</param>
/// <param name="CoresOwn">What the engine did of it.</param>
/// <param name="OwnBytes">Memory of the engine, files that it maps included.</param>
internal sealed record ResourceSample(
    DateTimeOffset Time, double CoresBusy, double CoresOwn, MachineMemory Memory, long OwnBytes, IReadOnlyList<GpuMemory> Gpus);
