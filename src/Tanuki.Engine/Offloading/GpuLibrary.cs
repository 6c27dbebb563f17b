using System.Runtime.InteropServices;
using Tanuki.Engine.Loading;
using Tanuki.Engine.Native;

namespace Tanuki.Engine.Offloading;

/// <summary>
/// A library of ggml that uses graphics processors, loaded with the first model. Whatever goes wrong with it is kept as
/// <see cref="Fault"/>, and the engine goes on with the processor.
/// </summary>
/// <param name="path">Null: there is none.</param>
/// <param name="layers">Layers to put there; null: as many as fit.</param>
internal sealed unsafe class GpuLibrary(string? path, int? layers)
{
    private const int Gpu = 1, Integrated = 2;

    private nint _registry;

    /// <summary>As ggml calls it, such as "CUDA"; null while none works.</summary>
    public string? Name { get; private set; }

    /// <summary>A sentence that says why nothing, or less than was wanted, is put there.</summary>
    public string? Fault { get; private set; }

    /// <param name="contextTokens">0 for the default.</param>
    /// <param name="adapterBytes">What llama.cpp may hold of adapters, which lie beside the layers that they belong to.</param>
    public Offload Plan(ModelFiles files, int contextTokens, long adapterBytes)
    {
        Load();
        if (Name is null)
            return Offload.None;
        var offload = Offload.Choose(LayerBytes.Of(files, contextTokens), Devices(), adapterBytes, layers);
        Fault = offload.Layers == 0 && layers != 0 ? "Not even one layer of the model fits into the memory that is free there." : null;
        return offload;
    }

    /// <summary>The model could not be put there; none is any more.</summary>
    public void GiveUp(string reason) => (Name, Fault) = (null, reason);

    private void Load()
    {
        if (path is null || _registry != 0 || Fault is not null)
            return;
        NativeLog.TakeErrors();
        _registry = Ggml.LoadBackend(path);
        if (_registry == 0)
            Fault = NativeLog.TakeErrors() is { Length: > 0 } errors ? errors : $"{path} does not start.";
        else if (Devices().Count == 0)
            Fault = $"{path} finds no graphics processor that it can use.";
        else
            Name = Text(Ggml.RegistryName(_registry));
    }

    /// <summary>Those with memory of their own, the one with the most free first; only where there are none, the others.</summary>
    private IReadOnlyList<GpuDevice> Devices()
    {
        var found = new List<GpuDevice>();
        for (nuint index = 0; index < Ggml.DeviceCount(_registry); index++)
        {
            var device = Ggml.Device(_registry, index);
            var type = Ggml.DeviceType(device);
            if (type is not (Gpu or Integrated))
                continue;
            nuint free, total;
            Ggml.DeviceMemory(device, &free, &total);
            found.Add(new GpuDevice(
                device, Text(Ggml.DeviceName(device)), Text(Ggml.DeviceDescription(device)), (long)free, (long)total, type == Integrated));
        }
        var own = found.FindAll(device => !device.SharesMemory);
        return [.. (own.Count > 0 ? own : found).OrderByDescending(device => device.Free).Take(Offload.MostDevices)];
    }

    private static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";
}
