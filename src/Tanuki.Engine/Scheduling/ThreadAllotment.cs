using Tanuki.Engine.Native;
using Tanuki.Engine.Threading;

namespace Tanuki.Engine.Scheduling;

/// <summary>Follows the load of the machine, about once a second while there is work, and sets the context's threads by it.</summary>
internal sealed class ThreadAllotment(TimeProvider time)
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    private readonly int _cores = Environment.ProcessorCount;
    private readonly IReadOnlySet<int> _allowed = CpuTimes.ParseAllowed(File.ReadAllText("/proc/self/status"));
    private long _since = time.GetTimestamp();
    private double _busy = double.NaN;
    private double _own;

    public int Threads { get; private set; } = Environment.ProcessorCount;

    public void Adapt(ContextHandle context)
    {
        var elapsed = time.GetElapsedTime(_since);
        if (!double.IsNaN(_busy) && elapsed < _interval)
            return;
        var busy = CpuTimes.Parse(File.ReadAllText("/proc/stat"), _allowed).Busy;
        var own = Environment.CpuUsage.TotalTime.TotalSeconds;
        var others = (busy - _busy - (own - _own)) / elapsed.TotalSeconds;
        var threads = double.IsNaN(others) ? Threads : ThreadPolicy.Choose(_cores, Threads, others);
        (_since, _busy, _own) = (time.GetTimestamp(), busy, own);
        if (threads == Threads)
            return;
        Threads = threads;
        Llama.SetThreads(context, threads, threads);
    }
}
