namespace Tanuki.Engine.Offloading;

/// <summary>The last layers of a model, as many as there is room for, on graphics processors.</summary>
/// <param name="PerDevice">How many layers each of <paramref name="Devices"/> has, in the order of both.</param>
/// <param name="Layers">All of them, the output counted.</param>
/// <param name="Of">How many the model has.</param>
/// <param name="Bytes">Weights that are no longer needed in the machine's memory.</param>
/// <param name="KvInMemory">Share of keys and values that stays in the machine's memory, 0 to 1.</param>
internal sealed record Offload(
    IReadOnlyList<GpuDevice> Devices, IReadOnlyList<int> PerDevice, int Layers, int Of, long Bytes, double KvInMemory)
{
    /// <summary><c>llama_max_devices</c></summary>
    public const int MostDevices = 16;

    /// <summary>Of each device's free memory this is left for its driver, and for what nobody plans.</summary>
    private const long LeastReserve = 256 << 20;

    private const int ReservedShare = 16;

    /// <summary>The processor does it all.</summary>
    public static Offload None { get; } = new([], [], 0, 0, 0, 1);

    /// <param name="adapterBytes">Kept free for adapters, shared by the devices.</param>
    /// <param name="layers">That many, whether they fit or not; null: as many as fit.</param>
    public static Offload Choose(LayerBytes needs, IReadOnlyList<GpuDevice> devices, long adapterBytes, int? layers)
    {
        long[] each = [.. needs.Weights.Zip(needs.Kv, (weights, kv) => weights + kv)];
        long[] room = [.. devices.Select(device =>
            device.Free - Math.Max(LeastReserve, device.Free / ReservedShare) - needs.Working - adapterBytes / devices.Count)];
        var split = layers is { } count
            ? LayerSplit.Proportional(Math.Min(count, needs.Count), [.. devices.Select(device => device.Free)])
            : LayerSplit.Fitting(each, room);
        var taken = split.Sum();
        if (taken == 0)
            return None with { Of = needs.Count };
        var stay = devices[0].SharesMemory ? needs.Count : needs.Count - taken;
        var kv = needs.Kv.Sum();
        return new Offload(devices, split, taken, needs.Count, needs.Weights.Skip(stay).Sum(), kv == 0 ? 1 : (double)needs.Kv.Take(stay).Sum() / kv);
    }
}
