using Tanuki.Core.Machine;

namespace Tanuki.Engine.Resources;

/// <summary>Says no before the machine swaps or the kernel kills the engine.</summary>
internal sealed class MemoryGuard(Func<MachineMemory> read)
{
    /// <summary>When to ask again.</summary>
    public static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private const long MostKeptFree = 128 << 20;

    private const int LeastShareKeptFree = 16;

    /// <summary>Bytes that may be taken now. Some are always left, for what nobody plans.</summary>
    public long Free => FreeOf(read());

    public bool IsShort => Free == 0;

    /// <summary>The same of memory that was looked at already.</summary>
    public static long FreeOf(MachineMemory memory) => Math.Max(0, memory.Available - Math.Min(MostKeptFree, memory.Limit / LeastShareKeptFree));

    /// <param name="what">Begins the sentence that says why not.</param>
    /// <exception cref="SaturatedException">There is not so much to spare.</exception>
    public void Require(long bytes, string what)
    {
        if (Free is var free && bytes > free)
            throw new SaturatedException(FormattableString.Invariant($"{what} needs about {bytes / 1e6:0} MB of memory, and {free / 1e6:0} MB are to spare."));
    }
}
