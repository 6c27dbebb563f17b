using Tanuki.Agents.Faults;

namespace Tanuki.Agents.Tests.Faults;

public sealed class MutantsTests
{
    private const string Code = "def f(a, b):\n    if a < b and b > 3:\n        return a + 1\n    return b - a\n";

    [Fact]
    public void Each_has_one_mistake_and_no_two_are_alike()
    {
        var mutants = Mutants.Of(Code, "python", 12, seed: 1);

        Assert.Equal(12, mutants.Count);
        Assert.Equal(12, mutants.Select(mutant => mutant.Code).Distinct().Count());
        Assert.DoesNotContain(Code, mutants.Select(mutant => mutant.Code));
        Assert.All(mutants, mutant => Assert.Single(mutant.Code.Split('\n').Zip(Code.Split('\n'))
            .Where(pair => pair.First != pair.Second && mutant.Operator != "missing_branch").Take(2).DefaultIfEmpty()));
    }

    [Fact]
    public void Kinds_of_mistakes_take_turns() =>
        Assert.True(Mutants.Of(Code, "python", 6, seed: 1).Select(mutant => mutant.Operator).Distinct().Count() >= 5);

    [Fact]
    public void The_seed_decides() => Assert.Equal(Mutants.Of(Code, "python", 8, seed: 7), Mutants.Of(Code, "python", 8, seed: 7));

    [Fact]
    public void A_language_without_known_mistakes_has_none() => Assert.Empty(Mutants.Of(Code, "ruby", 8, seed: 1));
}
