using Tanuki.Engine.Native;

namespace Tanuki.Engine.Adapters;

/// <summary>
/// The adapters that llama.cpp holds, and those of them that it decodes with. The least recently used go when there are too many
/// bytes of them, but neither those that stay until they are unloaded nor those that a job has begun with. Only the decoding
/// thread touches it: llama.cpp guards neither its list of adapters nor their use.
/// </summary>
internal sealed unsafe class ResidentAdapters(ModelHandle model, ContextHandle context, long budget) : IDisposable
{
    // The most recently used first.
    private readonly List<Resident> _residents = [];
    private AdapterSet _inUse = AdapterSet.None;

    public int Count => _residents.Count;

    /// <summary>Bytes of files; llama.cpp needs as many.</summary>
    public long Budget => budget;

    /// <summary>How often llama.cpp was given one so far.</summary>
    public long Loads { get; private set; }

    /// <summary>Whether these can be held together, beside those that stay.</summary>
    public bool HaveRoomFor(IEnumerable<AdapterSet> sets)
    {
        var wanted = sets.SelectMany(set => set.Entries).Select(entry => entry.Adapter).DistinctBy(adapter => adapter.Sha256);
        return PinnedBytes + wanted.Where(adapter => !IsPinned(adapter.Sha256)).Sum(adapter => adapter.Bytes) <= budget;
    }

    /// <summary>What follows is decoded with these.</summary>
    /// <param name="begun">The sets of the jobs that have begun.</param>
    /// <exception cref="NativeLibraryException">One cannot be loaded; what was used before still is.</exception>
    public void Use(AdapterSet adapters, IEnumerable<AdapterSet> begun)
    {
        if (adapters.Equals(_inUse))
            return;
        var handles = adapters.Entries.Select(entry => Load(entry.Adapter).Handle.DangerousGetHandle()).ToArray();
        Apply(handles, [.. adapters.Entries.Select(entry => entry.Scale)]);
        _inUse = adapters;
        Shrink(begun, budget);
    }

    /// <summary>Goes back to the room that there is, after a job that was alone took more; while there are no jobs.</summary>
    public void Settle()
    {
        if (Bytes > budget)
            LetGo([], budget);
    }

    /// <summary>Loads it, to stay until <see cref="Unload"/>.</summary>
    /// <returns>False: those that stay leave too little room; nothing has changed.</returns>
    /// <exception cref="NativeLibraryException">It cannot be loaded.</exception>
    public bool TryPin(AdapterImage adapter, IEnumerable<AdapterSet> begun)
    {
        if (!IsPinned(adapter.Sha256) && PinnedBytes + adapter.Bytes > budget)
            return false;
        Load(adapter).Pinned = true;
        Shrink(begun, budget);
        return true;
    }

    /// <summary>It goes at once or, where a job has begun with it, when its room is needed.</summary>
    /// <returns>Whether it is gone.</returns>
    public bool Unload(string sha256, IReadOnlyCollection<AdapterSet> begun)
    {
        if (Find(sha256) is not { } resident)
            return true;
        resident.Pinned = false;
        if (begun.Any(set => set.Uses(sha256)))
            return false;
        if (_inUse.Uses(sha256))
            Use(AdapterSet.None, begun);
        Drop(resident);
        return true;
    }

    public bool Holds(string sha256) => Find(sha256) is not null;

    public bool IsPinned(string sha256) => Find(sha256) is { Pinned: true };

    /// <summary>Lets go of all that nobody needs at this moment.</summary>
    public void Trim(IReadOnlyCollection<AdapterSet> begun) => LetGo(begun, most: 0);

    /// <summary>While the context is still there.</summary>
    public void Dispose()
    {
        Apply([], []);
        foreach (var resident in _residents.ToList())
            Drop(resident);
    }

    private long PinnedBytes => _residents.Where(resident => resident.Pinned).Sum(resident => resident.Bytes);

    private long Bytes => _residents.Sum(resident => resident.Bytes);

    private void LetGo(IReadOnlyCollection<AdapterSet> begun, long most)
    {
        if (!begun.Contains(_inUse))
            Use(AdapterSet.None, begun);
        Shrink(begun, most);
    }

    private void Shrink(IEnumerable<AdapterSet> begun, long most)
    {
        var needed = begun.Append(_inUse).ToList();
        while (Bytes > most
            && _residents.FindLast(resident => !resident.Pinned && !needed.Exists(set => set.Uses(resident.Sha256))) is { } oldest)
            Drop(oldest);
    }

    private Resident? Find(string sha256) => _residents.Find(resident => resident.Sha256 == sha256);

    private void Drop(Resident resident)
    {
        resident.Handle.Dispose();
        _residents.Remove(resident);
    }

    private Resident Load(AdapterImage adapter)
    {
        var resident = Find(adapter.Sha256) ?? Read(adapter);
        _residents.Remove(resident);
        _residents.Insert(0, resident);
        return resident;
    }

    private Resident Read(AdapterImage adapter)
    {
        NativeLog.TakeErrors();
        var handle = Llama.AdapterInit(model, adapter.Path);
        if (handle.IsInvalid)
            throw new NativeLibraryException($"llama.cpp cannot load the adapter {adapter.Sha256[..12]}: {NativeLog.TakeErrors()}");
        Loads++;
        return new Resident(adapter.Sha256, adapter.Bytes, handle);
    }

    private void Apply(nint[] adapters, float[] scales)
    {
        fixed (nint* first = adapters)
        fixed (float* scale = scales)
            if (Llama.SetAdapters(context, first, (nuint)adapters.Length, scale) != 0)
                throw new NativeLibraryException($"llama.cpp refuses the adapters. {NativeLog.TakeErrors()}");
    }

    private sealed record Resident(string Sha256, long Bytes, AdapterHandle Handle)
    {
        public bool Pinned { get; set; }
    }
}
