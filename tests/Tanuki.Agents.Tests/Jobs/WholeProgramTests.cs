using Tanuki.Agents.Jobs.Programs;

namespace Tanuki.Agents.Tests.Jobs;

public sealed class WholeProgramTests
{
    private const string Original = "import os\n\nLIMIT = 3\n\n\n@cached\ndef f(a):\n    return a\n\n\ndef g(a):\n    return f(a) + LIMIT\n";

    [Fact]
    public void Functions_that_the_answer_leaves_out_stay() => Assert.Equal(
        "import re\nimport os\n\nLIMIT = 3\n\n\ndef f(a):\n    return re.sub('a', '', a)\n\n\ndef g(a):\n    return f(a) + LIMIT\n",
        WholeProgram.Of(Original, "import re\nimport os\n\ndef f(a):\n    return re.sub('a', '', a)\n", "python"));

    [Fact]
    public void A_function_that_is_new_comes_first() => Assert.Equal(
        "def h(a):\n    return a\nimport os\n\nLIMIT = 3\n\n\n@cached\ndef f(a):\n    return a\n\n\ndef g(a):\n    return h(a)\n",
        WholeProgram.Of(Original, "def h(a):\n    return a\n\ndef g(a):\n    return h(a)\n", "python"));

    [Fact]
    public void An_answer_with_every_function_is_taken_as_it_is() =>
        Assert.Equal("def g(a):\n    return 1\ndef f(a):\n    return 2\n",
            WholeProgram.Of(Original, "def g(a):\n    return 1\ndef f(a):\n    return 2\n", "python"));

    [Fact]
    public void What_cannot_be_put_together_is_no_program()
    {
        Assert.Null(WholeProgram.Of("function f() {}\nfunction g() {}\n", "function f() { return 1; }\n", "javascript"));
        Assert.Null(WholeProgram.Of(Original, "x = 1\n", "python"));
    }
}
