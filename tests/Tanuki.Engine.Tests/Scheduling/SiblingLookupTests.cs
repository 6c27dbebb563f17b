using Tanuki.Engine.Scheduling;

namespace Tanuki.Engine.Tests.Scheduling;

public sealed class SiblingLookupTests
{
    [Fact]
    public void What_most_wrote_after_three_tokens_is_suggested()
    {
        var siblings = new SiblingLookup();
        foreach (var next in (int[])[7, 8, 8, 9, 8])
            siblings.Add([5, 1, 2, 3, next]);
        Assert.Equal(8, siblings.Guess([6, 1, 2, 3]).Next);
        Assert.True(siblings.Guess([6, 1, 2, 3]).Votes > 0);
    }

    [Theory]
    [InlineData(1, 2, 4)]
    [InlineData(2, 3)]
    public void Nothing_is_suggested_after_what_nobody_wrote(params int[] text)
    {
        var siblings = new SiblingLookup();
        siblings.Add([1, 2, 3, 4]);
        siblings.Add([1, 2, 4]);
        Assert.Equal(0, siblings.Guess(text).Votes);
    }
}
