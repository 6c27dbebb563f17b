using CsCheck;
using Tanuki.Engine.Offloading;

namespace Tanuki.Engine.Tests.Offloading;

public sealed class LayerSplitTests
{
    [Theory]
    [InlineData(new long[] { 10, 10, 10, 30 }, new long[] { 60 }, new[] { 4 })]
    [InlineData(new long[] { 10, 10, 10, 30 }, new long[] { 59 }, new[] { 3 })]
    [InlineData(new long[] { 10, 10, 10, 30 }, new long[] { 30 }, new[] { 1 })]
    [InlineData(new long[] { 10, 10, 10, 30 }, new long[] { 29 }, new[] { 0 })]
    [InlineData(new long[] { 10, 10, 10, 30 }, new long[] { -5 }, new[] { 0 })]
    [InlineData(new long[] { 10, 10, 10, 30 }, new long[] { 35, 30 }, new[] { 3, 1 })]
    [InlineData(new long[] { 10, 10, 10, 30 }, new long[] { 60, 60 }, new[] { 4, 0 })]
    [InlineData(new long[] { 10, 10, 10, 30 }, new long[] { 25, 25 }, new[] { 0, 0 })]
    [InlineData(new long[] { 10, 10, 10, 30 }, new long[] { -5, 45 }, new[] { 0, 2 })]
    public void The_last_layers_go_where_they_fit(long[] layers, long[] room, int[] expected) =>
        Assert.Equal(expected, LayerSplit.Fitting(layers, room));

    [Fact]
    public void What_is_placed_fits_and_nothing_more_would() =>
        Gen.Select(Gen.Long[1, 50].Array[1, 12], Gen.Long[-20, 200].Array[1, 4]).Sample((layers, room) =>
        {
            var split = LayerSplit.Fitting(layers, room);
            var first = layers.Length - split.Sum();
            Assert.True(Fits(layers, first, split, room));
            Assert.True(first == 0 || Splits(split.Sum() + 1, room.Length).All(more => !Fits(layers, first - 1, more, room)));
        });

    [Theory]
    [InlineData(25, new long[] { 100 }, new[] { 25 })]
    [InlineData(10, new long[] { 60, 40 }, new[] { 6, 4 })]
    [InlineData(5, new long[] { 50, 50 }, new[] { 3, 2 })]
    [InlineData(0, new long[] { 50, 50 }, new[] { 0, 0 })]
    [InlineData(3, new long[] { 0, 0 }, new[] { 3, 0 })]
    public void A_number_that_was_asked_for_is_divided_by_memory(int layers, long[] room, int[] expected) =>
        Assert.Equal(expected, LayerSplit.Proportional(layers, room));

    private static bool Fits(long[] layers, int first, IReadOnlyList<int> split, long[] room)
    {
        var next = first;
        for (var device = 0; device < split.Count; device++)
        {
            if (split[device] > 0 && layers.Skip(next).Take(split[device]).Sum() > room[device])
                return false;
            next += split[device];
        }
        return true;
    }

    /// <summary>Every way to divide so many layers.</summary>
    private static IEnumerable<IReadOnlyList<int>> Splits(int layers, int devices) => devices == 1
        ? [[layers]]
        : Enumerable.Range(0, layers + 1).SelectMany(first => Splits(layers - first, devices - 1).Select(rest => (IReadOnlyList<int>)[first, .. rest]));
}
