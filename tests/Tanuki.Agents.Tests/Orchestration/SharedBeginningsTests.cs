using Tanuki.Agents.Orchestration;
using Tanuki.Models.Backbones;

namespace Tanuki.Agents.Tests.Orchestration;

public sealed class SharedBeginningsTests
{
    [Fact]
    public void What_samples_have_in_common_from_the_first_token_on_counts_once()
    {
        var beginnings = new SharedBeginnings();
        Assert.Equal(3, beginnings.New(Text(0, 5, 6, 7)));
        Assert.Equal(0, beginnings.New(Text(1, 5, 6)));
        // Parted: the same tokens after another one are others.
        Assert.Equal(2, beginnings.New(Text(1, 8, 7)));
        Assert.Equal(1, beginnings.New(Text(0, 9)));
        Assert.Equal(1, beginnings.New(Text(2, 5, 6, 7, 9, 9)));
    }

    [Fact]
    public void A_backbone_that_does_not_name_its_tokens_shares_nothing()
    {
        var beginnings = new SharedBeginnings();
        Assert.Equal(4, beginnings.New(new TextGenerated(0, "same", 4, 0)));
        Assert.Equal(4, beginnings.New(new TextGenerated(1, "same", 4, 0)));
    }

    [Fact]
    public void Another_request_begins_anew()
    {
        var beginnings = new SharedBeginnings();
        beginnings.New(Text(0, 5, 6));
        beginnings.Clear();
        Assert.Equal(2, beginnings.New(Text(0, 5, 6)));
    }

    private static TextGenerated Text(int sample, params int[] tokens) => new(sample, "", tokens.Length, 0, tokens);
}
