using Tanuki.Engine.Contract;
using Tanuki.Engine.Native;

namespace Tanuki.Engine.Adapters;

/// <summary>The adapters that llama.cpp holds while these jobs have begun; only for the decoding thread.</summary>
internal sealed class AdapterRoom(ResidentAdapters residents, IReadOnlyList<AdapterSet> begun)
{
    public long Budget => residents.Budget;

    public long Loads => residents.Loads;

    /// <returns>False: those that stay leave too little room for it.</returns>
    /// <exception cref="NativeLibraryException">It cannot be loaded.</exception>
    public bool TryPin(AdapterImage adapter) => residents.TryPin(adapter, begun);

    /// <returns>Whether it is gone at once.</returns>
    public bool Unload(string sha256) => residents.Unload(sha256, begun);

    /// <summary>Lets go of all that nobody needs at this moment.</summary>
    public void Trim() => residents.Trim(begun);

    public AdapterState Describe(KnownAdapter adapter) => new()
    {
        Path = adapter.Path,
        Sha256 = adapter.Sha256,
        Bytes = adapter.Bytes,
        Loaded = residents.Holds(adapter.Sha256),
        Pinned = residents.IsPinned(adapter.Sha256),
        InUse = begun.Any(set => set.Uses(adapter.Sha256)),
    };
}
