using System.Diagnostics.Metrics;
using Tanuki.Core.Machine;
using Tanuki.Engine.Threading;

namespace Tanuki.Engine.Resources;

/// <summary>Looks at the machine once a second and remembers ten minutes of it.</summary>
internal sealed class ResourceMonitor : IDisposable
{
    public const int Kept = 600;

    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Queue<ResourceSample> _samples = [];
    private readonly CpuClock _clock = new();
    private readonly Nvml? _gpus = Nvml.Open();
    private readonly Meter _meter = new("Tanuki.Engine");
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private (long At, double Busy, double Own) _since;

    public ResourceMonitor(TimeProvider time)
    {
        _time = time;
        _since = ReadTimes();
        Latest = Take();
        _meter.CreateObservableGauge("tanuki.memory.available", () => Latest.Memory.Available, "By");
        _meter.CreateObservableGauge("tanuki.memory.limit", () => Latest.Memory.Limit, "By");
        _meter.CreateObservableGauge("tanuki.memory.pressure", () => Latest.Memory.Pressure);
        _meter.CreateObservableGauge("tanuki.engine.memory", () => Latest.OwnBytes, "By");
        _meter.CreateObservableGauge("tanuki.cores.busy", () => Latest.CoresBusy);
        _meter.CreateObservableGauge("tanuki.engine.cores", () => Latest.CoresOwn);
        _meter.CreateObservableGauge("tanuki.gpu.memory.free", () => Latest.Gpus.Select(gpu => new Measurement<long>(gpu.Free, new KeyValuePair<string, object?>("gpu", gpu.Name))), "By");
        _timer = time.CreateTimer(_ => Take(), null, _interval, _interval);
    }

    /// <summary>At most about a second old.</summary>
    public ResourceSample Latest { get; private set; }

    /// <summary>Runs after each look, on the timer's thread.</summary>
    public event Action<ResourceSample>? Taken;

    /// <returns>The last <paramref name="count"/>, the oldest first; no more than <see cref="Kept"/>.</returns>
    public IReadOnlyList<ResourceSample> Last(int count)
    {
        lock (_gate)
            return [.. _samples.TakeLast(count)];
    }

    public void Dispose()
    {
        _timer.Dispose();
        _meter.Dispose();
    }

    private ResourceSample Take()
    {
        ResourceSample sample;
        lock (_gate)
        {
            var (since, now) = (_since, ReadTimes());
            _since = now;
            var seconds = Math.Max(_time.GetElapsedTime(since.At, now.At).TotalSeconds, 1e-3);
            sample = Latest = new ResourceSample(
                _time.GetUtcNow(), (now.Busy - since.Busy) / seconds, (now.Own - since.Own) / seconds,
                MachineMemory.Read(), Environment.WorkingSet, _gpus?.Read() ?? []);
            _samples.Enqueue(sample);
            if (_samples.Count > Kept)
                _samples.Dequeue();
        }
        Taken?.Invoke(sample);
        return sample;
    }

    private (long At, double Busy, double Own) ReadTimes()
    {
        var (busy, own) = _clock.Read();
        return (_time.GetTimestamp(), busy, own);
    }
}
