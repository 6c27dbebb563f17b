using Tanuki.Engine.Scheduling;

namespace Tanuki.Engine.Tests.Scheduling;

public sealed class RowGroupsTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 0)]
    [InlineData(4, 0)]
    [InlineData(5, 0)]
    [InlineData(6, 2)]
    [InlineData(7, 1)]
    [InlineData(8, 0)]
    [InlineData(9, 0)]
    [InlineData(10, 2)]
    [InlineData(255, 1)]
    public void Two_or_three_rows_left_over_become_four(int rows, int missing) => Assert.Equal(missing, RowGroups.Missing(rows));
}
