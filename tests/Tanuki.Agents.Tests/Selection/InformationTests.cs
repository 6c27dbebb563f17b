using Tanuki.Agents.Selection;

namespace Tanuki.Agents.Tests.Selection;

public sealed class InformationTests
{
    [Theory]
    [InlineData("", Information.Little)]
    [InlineData("1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", Information.Little)]
    [InlineData("y n y n y n y n y n y", Information.Little)] // 10.9 bits
    [InlineData("y n y n y n y n y n y n", Information.Some)]
    [InlineData("n n n n n n n n n n n n n n n n n n n n n n y", Information.Little)] // 6.0 bits
    [InlineData("1 2 3 4 5", Information.Little)] // 11.6 bits
    [InlineData("1 2 3 4 5 1", Information.Some)]
    [InlineData("1 2 3 4 5 6", Information.Much)]
    [InlineData("1 2 3 !ValueError timeout skipped !TypeError 4", Information.Little)] // exceptions are no results
    public void It_grows_with_the_results_and_with_what_tells_them_apart(string behaviour, Information information) =>
        Assert.Equal(information, BehaviourGroup.InformationOf(behaviour.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
}
