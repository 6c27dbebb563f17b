using System.Diagnostics.Metrics;
using Microsoft.Extensions.Time.Testing;
using Tanuki.Engine.Resources;

namespace Tanuki.Engine.Tests.Resources;

public sealed class ResourceMonitorTests
{
    [Fact]
    public void It_looks_once_a_second_and_remembers_ten_minutes()
    {
        var time = new FakeTimeProvider();
        using var monitor = new ResourceMonitor(time);
        Assert.Single(monitor.Last(5));
        var taken = 0;
        monitor.Taken += _ => taken++;
        for (var second = 0; second < ResourceMonitor.Kept + 5; second++)
            time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(ResourceMonitor.Kept + 5, taken);
        var all = monitor.Last(int.MaxValue);
        Assert.Equal(ResourceMonitor.Kept, all.Count);
        Assert.Equal(all.TakeLast(3), monitor.Last(3));
        Assert.Equal(time.GetUtcNow(), all[^1].Time);
        Assert.Equal(all[^1], monitor.Latest);
        Assert.All(all, sample => Assert.InRange(sample.OwnBytes, 1, sample.Memory.Limit));
    }

    [Fact]
    public void What_it_sees_are_metrics()
    {
        using var monitor = new ResourceMonitor(TimeProvider.System);
        var seen = new Dictionary<string, double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter.Name == "Tanuki.Engine")
                    listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => seen[instrument.Name] = value);
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => seen[instrument.Name] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        Assert.InRange(seen["tanuki.memory.available"], 1, seen["tanuki.memory.limit"]);
        Assert.InRange(seen["tanuki.engine.memory"], 1, seen["tanuki.memory.limit"]);
        Assert.InRange(seen["tanuki.memory.pressure"], 0, 1);
        Assert.Contains("tanuki.cores.busy", seen.Keys);
        Assert.Contains("tanuki.engine.cores", seen.Keys);
    }

    [Fact]
    public void No_driver_is_no_graphics_processor() => Assert.Null(Nvml.Open("libtanuki-no-such-library.so.1"));
}
