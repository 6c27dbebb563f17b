using Tanuki.Core.Machine;
using Tanuki.Engine.Resources;

namespace Tanuki.Engine.Tests.Resources;

public sealed class MemoryGuardTests
{
    private const long Mebibyte = 1 << 20;

    [Theory]
    [InlineData(8192, 4096, 3968)]
    [InlineData(8192, 128, 0)]
    [InlineData(8192, 5, 0)]
    [InlineData(512, 256, 224)]
    public void Something_is_always_left(long limit, long available, long free) =>
        Assert.Equal((free * Mebibyte, free == 0), (Guard(limit, available).Free, Guard(limit, available).IsShort));

    [Fact]
    public void What_does_not_fit_is_refused_with_both_figures()
    {
        var guard = Guard(8192, 4096);
        guard.Require(3968 * Mebibyte, "The model");
        var refused = Assert.Throws<SaturatedException>(() => guard.Require(3968 * Mebibyte + 1, "The model"));
        Assert.Equal("The model needs about 4161 MB of memory, and 4161 MB are to spare.", refused.Message);
    }

    private static MemoryGuard Guard(long limit, long available) => new(() => new MachineMemory(limit * Mebibyte, available * Mebibyte, 0));
}
