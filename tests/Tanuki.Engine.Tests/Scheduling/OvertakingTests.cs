using Tanuki.Engine.Scheduling;

namespace Tanuki.Engine.Tests.Scheduling;

public sealed class OvertakingTests
{
    [Fact]
    public void Only_so_many_begin_before_one_that_waits()
    {
        var overtaking = new Overtaking();
        var (first, second) = (Job(), Job());
        for (var i = 0; i < 2 * Overtaking.Most; i++)
            overtaking.Begin(Job());
        for (var i = 0; i < Overtaking.Most; i++)
        {
            Assert.False(overtaking.Refuse(first));
            Assert.False(overtaking.Refuse(second));
            overtaking.Begin(Job());
        }
        Assert.True(overtaking.Refuse(first));

        overtaking.Begin(first);
        Assert.False(overtaking.Refuse(second));
    }

    [Fact]
    public void One_that_gave_up_is_forgotten()
    {
        var overtaking = new Overtaking();
        overtaking.Refuse(Job());
        for (var i = 0; i < Overtaking.Most; i++)
            overtaking.Begin(Job());
        overtaking.Forget();
        Assert.False(overtaking.Refuse(Job()));
    }

    private static ScoreJob Job() => new([1, 2], [3], fullLogits: false, CancellationToken.None);
}
