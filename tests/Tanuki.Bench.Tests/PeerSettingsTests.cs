using Tanuki.Bench.Measuring;
using Tanuki.Bench.Peer;
using Tanuki.Core;

namespace Tanuki.Bench.Tests;

public class PeerSettingsTests
{
    [Fact]
    public void What_is_printed_can_be_given_again()
    {
        var settings = PeerVariations.Start(10, 8192).With("--no-cache-idle-slots").With("--flash-attn", "on") with { TopK = 40 };

        var again = PeerSettings.Parse(settings.ToString());

        Assert.Equal(settings.ToString(), again.ToString());
        Assert.Equal(settings.Arguments, again.Arguments);
        Assert.Equal(40, again.TopK);
    }

    [Fact]
    public void No_two_prompts_are_alike_and_each_comes_out_the_same_again()
    {
        Assert.Equal(200, Enumerable.Range(0, 200).Select(Prompts.Completion).Distinct().Count());
        Assert.Equal(Prompts.Completion(5), Prompts.Completion(5));
    }

    [Theory]
    [InlineData("--rounds", "0")]
    [InlineData("--rounds", "x")]
    [InlineData("--limit", "375")]
    [InlineData("--unknown", "1")]
    [InlineData("--rounds")]
    public void Wrong_options_are_refused(params string[] arguments) =>
        Assert.Throws<UsageException>(() => BenchOptions.Parse([BenchOptions.Decode, .. arguments]));
}
