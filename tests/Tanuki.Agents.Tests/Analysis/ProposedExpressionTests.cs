using Tanuki.Agents.Analysis.Examples;

namespace Tanuki.Agents.Tests.Analysis;

public sealed class ProposedExpressionTests
{
    [Theory]
    [InlineData("f([1, 2.5, 'os.system'], {'a': None}, limit=3)")]
    [InlineData("f(10 ** 9, [0] * 50, float('inf'), [x for x in range(3)])")]
    [InlineData("sorted(f(1))")]
    [InlineData("bool(__import__('math').isclose(f(1), 0.5))")]
    [InlineData("f(new Set([1]), -1.5e3)")]
    public void Values_and_calls_of_the_program_are_harmless(string source) => Assert.True(ProposedExpression.IsHarmless(source, ["f"]));

    [Theory]
    [InlineData("f(__import__('os').system('id'))")]
    [InlineData("f(open('/etc/passwd'))")]
    [InlineData("f(().__class__)")]
    [InlineData("f(print)")]
    [InlineData("g(1)")]
    [InlineData("f(math.os.system(1))")]
    [InlineData("f(process.exit(0))")]
    [InlineData("f(link = print)")]
    [InlineData("f(1); g")]
    public void What_reaches_further_is_not(string source) => Assert.False(ProposedExpression.IsHarmless(source, ["f"]));
}
