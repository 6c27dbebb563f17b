namespace Tanuki.Engine.Threading;

/// <summary>
/// How many threads to decode with. ggml's threads meet at a barrier after every operation, so one of them that has to
/// share its core holds up all the others: one thread too many costs far more than one too few.
/// </summary>
internal static class ThreadPolicy
{
    private const double NeededToKeep = 0.5;
    private const double NeededToGrow = 0.75;

    /// <param name="cores">Cores that the process may use, at least 1.</param>
    /// <param name="current">Threads in use.</param>
    /// <param name="others">Cores' worth of work by other processes.</param>
    /// <returns>1 to <paramref name="cores"/>. It grows only when the last thread has most of a core to itself.</returns>
    public static int Choose(int cores, int current, double others)
    {
        var free = Math.Max(0, cores - others);
        var keep = Whole(free, NeededToKeep);
        var grow = Whole(free, NeededToGrow);
        return Math.Clamp(grow > current ? grow : Math.Min(keep, current), 1, cores);
    }

    private static int Whole(double free, double needed) => (int)Math.Floor(free + 1 - needed);
}
