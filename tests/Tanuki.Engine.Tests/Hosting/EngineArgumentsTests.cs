using Tanuki.Core;
using Tanuki.Engine.Hosting;
using Tanuki.Engine.Resources;

namespace Tanuki.Engine.Tests.Hosting;

public sealed class EngineArgumentsTests
{
    [Fact]
    public void Options_are_read_in_any_order() =>
        Assert.Equal(new EngineArguments("/run/e.sock", "/run/e.lock", TimeSpan.FromSeconds(7), new MemoryBudget(9 << 20, 8 << 20, 7 << 20), "/lib/gpu.so", 5),
            EngineArguments.Parse([
                "--gpu-layers", "5", "--gpu-library", "/lib/gpu.so", "--adapter-memory", "9", "--prefix-memory", "8", "--prefix-disk", "7",
                "--keep-alive", "7", "--lock", "/run/e.lock", "--socket", "/run/e.sock",
            ]));

    [Fact]
    public void Idle_engines_stay_five_minutes_by_default() =>
        Assert.Equal(TimeSpan.FromMinutes(5), EngineArguments.Parse(["--lock", "/l", "--socket", "/s"]).KeepAlive);

    [Theory]
    [InlineData]
    [InlineData("--socket", "/s")]
    [InlineData("--socket", "/s", "--lock")]
    [InlineData("--socket", "/s", "--lock", "/l", "--keep-alive", "soon")]
    [InlineData("--socket", "/s", "--lock", "/l", "--keep-alive", "-1")]
    [InlineData("--socket", "/s", "--lock", "/l", "--adapter-memory", "much")]
    [InlineData("--socket", "/s", "--lock", "/l", "--prefix-memory", "some")]
    [InlineData("--socket", "/s", "--lock", "/l", "--gpu-layers", "-5")]
    [InlineData("--socket", "/s", "--lock", "/l", "--colour", "red")]
    [InlineData("--lock", "/l", "--socket", "/a-path-that-is-far-longer-than-the-hundred-bytes-which-the-kernel-leaves-for-it/and/goes/on/and/on.sock")]
    public void Anything_else_is_wrong_usage(params string[] arguments) =>
        Assert.Throws<UsageException>(() => EngineArguments.Parse(arguments));
}
