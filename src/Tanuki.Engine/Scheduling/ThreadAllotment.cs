using Tanuki.Engine.Native;
using Tanuki.Engine.Threading;

namespace Tanuki.Engine.Scheduling;

/// <summary>Follows the load of the machine, about once a second while there is work, and sets the context's threads by it.</summary>
internal sealed class ThreadAllotment(TimeProvider time)
{
    private readonly int _cores = Environment.ProcessorCount;
    private readonly CpuClock _clock = new();
    private readonly LoadWatch _watch = new();
    private readonly long _started = time.GetTimestamp();

    public int Threads { get; private set; } = Environment.ProcessorCount;

    /// <summary>Work comes after a pause.</summary>
    public void Resume() => _watch.Restart();

    public void Adapt(ContextHandle context)
    {
        if (_watch.Look(time.GetElapsedTime(_started), _clock.Read) is not { } others)
            return;
        var threads = ThreadPolicy.Choose(_cores, Threads, others);
        if (threads == Threads)
            return;
        Threads = threads;
        Llama.SetThreads(context, threads, threads);
    }
}
