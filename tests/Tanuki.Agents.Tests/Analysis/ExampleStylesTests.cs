using Tanuki.Agents.Analysis;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Tests.Analysis;

public class ExampleStylesTests
{
    [Theory]
    [InlineData("f(1) == 2", "f(1)", "2")]
    [InlineData("f(1) => 2", "f(1)", "2")]
    [InlineData("f(1) -> 2", "f(1)", "2")]
    [InlineData("f(1) ➞ 2", "f(1)", "2")]
    [InlineData("f(1) = 2", "f(1)", "2")]
    [InlineData("f(1) ==> 2", "f(1)", "2")]
    [InlineData("f(1): 2", "f(1)", "2")]
    [InlineData("f(1) returns 2", "f(1)", "2")]
    [InlineData("f(1) should return 2.", "f(1)", "2")]
    [InlineData("f(1) must return 2, as it is next", "f(1)", "2")]
    [InlineData("f(1) is 2", "f(1)", "2")]
    [InlineData("f(1) gives 2", "f(1)", "2")]
    [InlineData("f(1) evaluates to 2", "f(1)", "2")]
    [InlineData("f([1, 2]) should be equal to [2, 3]", "f([1, 2])", "[2, 3]")]
    [InlineData("For f([1,2]) the output should be 3", "f([1, 2])", "3")]
    [InlineData("f(1) # 2", "f(1)", "2")]
    [InlineData("f(1) # => 2", "f(1)", "2")]
    [InlineData("print(f(1)) # 2", "f(1)", "2")]
    [InlineData("`f(1)` returns `2`", "f(1)", "2")]
    [InlineData("`f(1) == 2`", "f(1)", "2")]
    [InlineData("f(2) == true", "f(2)", "True")]
    [InlineData("f(2) returns null", "f(2)", "None")]
    [InlineData("f('a,b') == \"x)\"", "f('a,b')", "'x)'")]
    [InlineData("f(-1) == -2", "f(-1)", "-2")]
    [InlineData("f({'a': [1, (2, 3)]}) == {1, 2}", "f({'a': [1, (2, 3)]})", "{1, 2}")]
    [InlineData("f(1.5) == 2.5", "f(1.5)", "2.5")]
    [InlineData("sorted(f([2, 1])) == [1, 2]", "sorted(f([2, 1]))", "[1, 2]")]
    [InlineData("assert f(1) == 2", "f(1)", "2")]
    [InlineData("assert f(1) == 2, 'wrong'", "f(1)", "2")]
    [InlineData("assert 2 == f(1)", "f(1)", "2")]
    [InlineData("assert (f(1)) == (2)", "f(1)", "2")]
    [InlineData("assert f(1) is True", "f(1)", "True")]
    [InlineData("assert not f(3)", "bool(f(3))", "False")]
    [InlineData("assert f(3)", "bool(f(3))", "True")]
    [InlineData("assert set(f((1, 2), (2,))) == set((2,))", "set(f((1, 2), (2,)))", "set((2,))")]
    [InlineData("assert f([Pair(1, 2)], 1) == 1", "f([Pair(1, 2)], 1)", "1")]
    [InlineData("assert f([1,\n  2]) == [\n  2,\n  3]", "f([1, 2])", "[2, 3]")]
    [InlineData("self.assertEqual(f(1), 2)", "f(1)", "2")]
    [InlineData("self.assertTrue(f(1))", "bool(f(1))", "True")]
    [InlineData(">>> f(1)\n2\n", "f(1)", "2")]
    [InlineData(">>> f('a')\n'b'\nThat is all.", "f('a')", "'b'")]
    [InlineData(">>> f([1,\n...    2])\n[1,\n 2]\n", "f([1, 2])", "[1, 2]")]
    [InlineData(">>> print(f('a'))\nb c\n", "str(f('a'))", "'b c'")]
    [InlineData("Input: 3\nOutput: 4", "f(3)", "4")]
    [InlineData("for input [1, 2] return 3", "f([1, 2])", "3")]
    [InlineData("Example:\n[1, 2, 3] ➞ 6", "f([1, 2, 3])", "6")]
    public void Every_way_of_writing_an_example_is_read(string text, string call, string expected)
    {
        var example = Assert.Single(Analyse("Write a function called `f` that does it.\n" + text).Examples);
        Assert.Equal((call, expected), (example.Call, example.Expected));
    }

    [Theory]
    [InlineData("f(n) returns 2")]
    [InlineData("f(1) == 2 + 3")]
    [InlineData("f(1) == f(2)")]
    [InlineData("f(1) + f(2) == 3")]
    [InlineData("f(2) returns True or False")]
    [InlineData("assert f(x) == 3")]
    [InlineData("def f(a=1): 2")]
    [InlineData("f(1) == 2\nf(1) == 3")]
    public void What_is_no_certain_example_is_left_alone(string text) =>
        Assert.Empty(Analyse("Write a function called `f` that does it.\n" + text).Examples);

    [Theory]
    [InlineData("console.log(f(1)) // 2", "f(1)", "2")]
    [InlineData("console.log(f(1)); // => [1, 2]", "f(1)", "[1, 2]")]
    [InlineData("f(1) // 2", "f(1)", "2")]
    [InlineData("expect(f(1)).toBe(2);", "f(1)", "2")]
    [InlineData("expect(f({a: 1})).toEqual({b: true});", "f({\"a\": 1})", "{\"b\": true}")]
    [InlineData("assert.strictEqual(f(1), 2);", "f(1)", "2")]
    [InlineData("assert.deepEqual(f('x'), [1]);", "f(\"x\")", "[1]")]
    [InlineData("console.assert(f(1) === 2)", "f(1)", "2")]
    [InlineData("f(1) === 2", "f(1)", "2")]
    [InlineData("f(1) returns True", "f(1)", "true")]
    public void JavaScript_examples_are_read(string text, string call, string expected)
    {
        var example = Assert.Single(Analyse("Write a JavaScript function f(a) that does it.\n" + text).Examples);
        Assert.Equal((call, expected), (example.Call, example.Expected));
    }

    [Theory]
    [InlineData("F(1) == 2", "F(1)", "2")]
    [InlineData("Assert.Equal(2, F(1));", "F(1)", "2")]
    [InlineData("Assert.AreEqual(2, F(1));", "F(1)", "2")]
    [InlineData("Assert.True(F(1));", "F(1)", "true")]
    [InlineData("F(new List<int> { 1, 2 }) returns 3", "F(new List<int> { 1, 2 })", "3")]
    [InlineData("F(\"a\") == \"b\"", "F(\"a\")", "\"b\"")]
    [InlineData("F(2) returns [1, 2]", "F(2)", "new[] { 1, 2 }")]
    public void CSharp_examples_are_read(string text, string call, string expected)
    {
        var example = Assert.Single(Analyse("Write a C# method called `F` that does it.\n" + text).Examples);
        Assert.Equal((call, expected), (example.Call, example.Expected));
    }

    [Fact]
    public void Text_is_kept_as_written_for_the_receipt()
    {
        var analysis = Analyse("Write a Python function is_prime(n) that returns True for primes. is_prime(2) == True, is_prime(9) == False");
        Assert.Equal(["is_prime(2) == True", "is_prime(9) == False"], analysis.Examples.Select(e => e.Text));
        Assert.Equal(("python", "is_prime", "def is_prime(n):\n"), (analysis.Language, analysis.EntryPoint, analysis.Head));
    }

    private static TaskAnalysis Analyse(string text) => TaskAnalyser.Analyse(new CodingTask { Text = text }, 1);
}
