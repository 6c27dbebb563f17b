using Tanuki.Engine.Adapters;
using Tanuki.Engine.Scheduling;

namespace Tanuki.Engine.Tests.Scheduling;

public sealed class LanesTests
{
    private static readonly AdapterSet[] _sets = [.. "abc"u8.ToArray().Select(content => new AdapterSet([(AdapterImage.Create([content]), 1)]))];

    [Fact]
    public void Equal_sets_share_a_lane_and_others_do_not()
    {
        var lanes = new Lanes();
        Assert.Same(lanes.With(_sets[0]), lanes.With(new AdapterSet([(AdapterImage.Create("a"u8), 1)])));
        Assert.NotSame(lanes.With(_sets[0]), lanes.With(new AdapterSet([(AdapterImage.Create("a"u8), 0.5f)])));
        Assert.NotSame(lanes.With(_sets[0]), lanes.With(AdapterSet.None));
    }

    [Fact]
    public void Nobody_waits_longer_than_the_turns_of_the_others()
    {
        var lanes = new Lanes();
        foreach (var set in _sets)
            Occupy(lanes.With(set));
        var steps = Enumerable.Range(0, 6 * Lanes.Turn).Select(_ => lanes.Next().Adapters).ToList();
        Assert.Equal(Enumerable.Range(0, 6).SelectMany(turn => Enumerable.Repeat(_sets[turn % 3], Lanes.Turn)), steps);
    }

    [Fact]
    public void A_lane_that_nobody_waits_behind_goes_on()
    {
        var lanes = new Lanes();
        var lane = lanes.With(_sets[0]);
        Occupy(lane);
        lanes.With(_sets[1]);
        Assert.All(Enumerable.Range(0, 3 * Lanes.Turn), _ => Assert.Same(lane, lanes.Next()));
        Occupy(lanes.With(_sets[1]));
        Assert.Same(_sets[1], lanes.Next().Adapters);
    }

    private static void Occupy(Lane lane) => lane.Readings.Add(new ScoreJob([1, 2], [3], fullLogits: false, CancellationToken.None));
}
