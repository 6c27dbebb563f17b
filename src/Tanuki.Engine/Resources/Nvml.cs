using System.Runtime.InteropServices;

namespace Tanuki.Engine.Resources;

/// <summary>NVIDIA's management library, where a driver has brought one.</summary>
internal sealed unsafe class Nvml
{
    private const int Success = 0;
    private const int LongestName = 96;

    private readonly delegate* unmanaged<uint*, int> _count;
    private readonly delegate* unmanaged<uint, nint*, int> _byIndex;
    private readonly delegate* unmanaged<nint, byte*, uint, int> _name;
    private readonly delegate* unmanaged<nint, Memory*, int> _memory;

    private Nvml(nint library)
    {
        _count = (delegate* unmanaged<uint*, int>)NativeLibrary.GetExport(library, "nvmlDeviceGetCount_v2");
        _byIndex = (delegate* unmanaged<uint, nint*, int>)NativeLibrary.GetExport(library, "nvmlDeviceGetHandleByIndex_v2");
        _name = (delegate* unmanaged<nint, byte*, uint, int>)NativeLibrary.GetExport(library, "nvmlDeviceGetName");
        _memory = (delegate* unmanaged<nint, Memory*, int>)NativeLibrary.GetExport(library, "nvmlDeviceGetMemoryInfo");
    }

    /// <returns>Null: there is no such library, or it finds no driver.</returns>
    public static Nvml? Open(string library = "libnvidia-ml.so.1")
    {
        if (!NativeLibrary.TryLoad(library, out var handle))
            return null;
        var initialise = (delegate* unmanaged<int>)NativeLibrary.GetExport(handle, "nvmlInit_v2");
        return initialise() == Success ? new Nvml(handle) : null;
    }

    /// <summary>Those that answer.</summary>
    public IReadOnlyList<GpuMemory> Read()
    {
        uint count;
        if (_count(&count) != Success)
            return [];
        var found = new List<GpuMemory>();
        var name = stackalloc byte[LongestName];
        for (var index = 0u; index < count; index++)
        {
            nint device;
            Memory memory;
            if (_byIndex(index, &device) == Success && _name(device, name, LongestName) == Success && _memory(device, &memory) == Success)
                found.Add(new GpuMemory(Marshal.PtrToStringUTF8((nint)name)!, (long)memory.Total, (long)memory.Free));
        }
        return found;
    }

    /// <summary><c>nvmlMemory_t</c></summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Memory
    {
        public ulong Total;
        public ulong Free;
        public ulong Used;
    }
}
