using Tanuki.Engine.Threading;

namespace Tanuki.Engine.Tests.Threading;

public sealed class LoadWatchTests
{
    private readonly LoadWatch _watch = new();

    [Fact]
    public void What_others_use_is_what_is_used_less_our_own()
    {
        Assert.Null(Look(0, busy: 100, own: 10));
        Assert.Equal(0.5, Look(0.2, busy: 100.3, own: 10.2)!.Value, 1e-9);
        Assert.Equal(0.75, Look(2.2, busy: 103.8, own: 12.2)!.Value, 1e-9);
    }

    [Fact]
    public void It_looks_soon_after_the_start_and_then_once_a_second()
    {
        Look(0, 0, 0);
        Assert.Null(_watch.Look(TimeSpan.FromSeconds(0.09), NotRead));
        Assert.NotNull(Look(0.1, 0, 0));
        Assert.Null(_watch.Look(TimeSpan.FromSeconds(1.09), NotRead));
        Assert.NotNull(Look(1.1, 0, 0));
    }

    [Fact]
    public void What_others_did_during_a_pause_does_not_count()
    {
        Look(0, 0, 0);
        Look(1, 1, 1);
        _watch.Restart();

        Assert.Null(Look(100, busy: 200, own: 1));
        Assert.Equal(0, Look(100.5, busy: 200.5, own: 1.5)!.Value, 1e-9);
    }

    private double? Look(double seconds, double busy, double own) => _watch.Look(TimeSpan.FromSeconds(seconds), () => (busy, own));

    private static (double Busy, double Own) NotRead() => throw new InvalidOperationException("It is too early.");
}
