using Tanuki.Engine.Native;

namespace Tanuki.Engine.Adapters;

/// <summary>
/// The adapters that llama.cpp holds, and those of them that it decodes with. The least recently used go when there are too many
/// bytes of them. Only the decoding thread touches it: llama.cpp guards neither its list of adapters nor their use.
/// </summary>
internal sealed unsafe class ResidentAdapters(ModelHandle model, ContextHandle context, long budget) : IDisposable
{
    private readonly List<Resident> _residents = [];
    private AdapterSet _inUse = AdapterSet.None;

    public int Count => _residents.Count;

    /// <summary>What follows is decoded with these.</summary>
    /// <exception cref="NativeLibraryException">One cannot be loaded; what was used before still is.</exception>
    public void Use(AdapterSet adapters)
    {
        if (adapters.Equals(_inUse))
            return;
        var handles = adapters.Entries.Select(entry => Load(entry.Adapter).DangerousGetHandle()).ToArray();
        Apply(handles, [.. adapters.Entries.Select(entry => entry.Scale)]);
        _inUse = adapters;
        while (_residents.Count > adapters.Entries.Count && _residents.Sum(resident => resident.Bytes) > budget)
        {
            _residents[^1].Handle.Dispose();
            _residents.RemoveAt(_residents.Count - 1);
        }
    }

    /// <summary>While the context is still there.</summary>
    public void Dispose()
    {
        Apply([], []);
        foreach (var resident in _residents)
            resident.Handle.Dispose();
        _residents.Clear();
    }

    /// <summary>Moves it to the front, so that the adapters in use are always the first.</summary>
    private AdapterHandle Load(AdapterImage image)
    {
        var resident = _residents.Find(resident => resident.Sha256 == image.Sha256) ?? Read(image);
        _residents.Remove(resident);
        _residents.Insert(0, resident);
        return resident.Handle;
    }

    private Resident Read(AdapterImage image)
    {
        NativeLog.TakeErrors();
        var handle = Llama.AdapterInit(model, image.Path);
        return !handle.IsInvalid
            ? new Resident(image.Sha256, image.Bytes, handle)
            : throw new NativeLibraryException($"llama.cpp cannot load the adapter {image.Sha256[..12]}: {NativeLog.TakeErrors()}");
    }

    private void Apply(nint[] adapters, float[] scales)
    {
        fixed (nint* first = adapters)
        fixed (float* scale = scales)
            if (Llama.SetAdapters(context, first, (nuint)adapters.Length, scale) != 0)
                throw new NativeLibraryException($"llama.cpp refuses the adapters. {NativeLog.TakeErrors()}");
    }

    private sealed record Resident(string Sha256, long Bytes, AdapterHandle Handle);
}
