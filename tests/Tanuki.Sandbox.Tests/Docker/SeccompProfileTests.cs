using CsCheck;
using Tanuki.Sandbox.Docker;

namespace Tanuki.Sandbox.Tests.Docker;

public class SeccompProfileTests
{
    [Fact]
    public void Every_number_is_either_allowed_or_in_one_block() =>
        Gen.Select(Gen.UInt.Array[1, 4], Gen.UInt).Sample((allowed, number) =>
        {
            var blocks = SeccompProfile.Others(allowed).ToList();
            foreach (var probe in allowed.SelectMany(value => new[] { value, value + 1, value - 1 }).Append(number))
                Assert.Equal(allowed.Contains(probe) ? 0 : 1, blocks.Count(block => (probe & block.Mask) == block.Value));
        });
}
