using Tanuki.Agents.Selection;

namespace Tanuki.Agents.Tests.Selection;

public sealed class InformationTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", 0)]
    [InlineData("y n y n y n y n", 8)]
    [InlineData("n n n n n n n n n n n n n n n n n n n n n n y", 5.9)]
    [InlineData("1 2 3 4", 8)]
    [InlineData("1 1 2 2 3 3 4 4", 16)]
    [InlineData("1 2 3 !ValueError timeout skipped !TypeError 4", 8)] // exceptions are no results
    public void Bits_grow_with_the_results_and_with_what_tells_them_apart(string behaviour, double bits) =>
        Assert.Equal(bits, BehaviourGroup.Bits(behaviour.Split(' ', StringSplitOptions.RemoveEmptyEntries)), 0.1);

    [Theory]
    [InlineData(0, Information.Little)]
    [InlineData(15.9, Information.Little)]
    [InlineData(16, Information.Much)]
    public void Sixteen_bits_are_much(double bits, Information information) => Assert.Equal(information, BehaviourGroup.InformationOf(bits));

    [Theory]
    [InlineData(3, 3, 0, true)]
    [InlineData(3, 4, 0, true)]
    [InlineData(3, 5, 100, false)]
    [InlineData(6, 8, 0, true)]
    [InlineData(2, 2, 23.9, false)]
    [InlineData(2, 2, 24, true)]
    [InlineData(2, 3, 100, false)]
    [InlineData(1, 1, 100, false)]
    public void Three_that_agree_are_enough_and_two_alone_whose_results_say_enough(int agreeing, int passing, double bits, bool enough) =>
        Assert.Equal(enough, BehaviourGroup.EnoughAgree(agreeing, passing, bits));
}
