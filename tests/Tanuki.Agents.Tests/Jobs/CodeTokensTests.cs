using Tanuki.Agents.Jobs.Documenting;

namespace Tanuki.Agents.Tests.Jobs;

public sealed class CodeTokensTests
{
    private const string Python = "def f(a, b=1):\n    if a:\n        return 'x'\n    return b\n";
    private const string JavaScript = "function f(a) {\n  const b = a / 2;\n  return b;\n}\n";

    [Theory]
    [InlineData("# about f\ndef f(a, b=1):\n    '''Doc.\n\n    >>> f(0)\n    1\n    '''\n    if a:  # yes\n        return 'x'\n\n    return b\n")]
    [InlineData("def f(a, b=1):\n  \"\"\"Doc.\"\"\"\n  if a:\n      return 'x'\n  return b\n")]
    [InlineData("\"\"\"A module.\"\"\"\n\n\ndef f( a, b = 1 ):\n    if a:\n        \"no statement\"\n        return 'x'\n    return b")]
    public void Comments_docstrings_and_the_width_of_indentation_are_no_code_in_python(string text) =>
        Assert.True(CodeTokens.Same(Python, text, "python"));

    [Theory]
    [InlineData("def f(a, b=2):\n    if a:\n        return 'x'\n    return b\n")]
    [InlineData("def f(a, b=1):\n    if a:\n        return \"x\"\n    return b\n")]
    [InlineData("def f(a, b=1):\n    if a:\n        return 'x'\n        return b\n")]
    [InlineData("def f(a, b=1):\n    f'{a()}'\n    if a:\n        return 'x'\n    return b\n")]
    [InlineData("def f(a, b=1):\n    if a:\n        return 'x'\n    return b\nf(1)\n")]
    [InlineData("def f(a, b=1):\n    if a:\n        return 'x'\n    return b\n\"\"\"open")]
    [InlineData("def f(a, b=1):\n    'Doc.'; a = 2\n    if a:\n        return 'x'\n    return b\n")]
    public void Everything_else_is(string text) => Assert.False(CodeTokens.Same(Python, text, "python"));

    [Theory]
    [InlineData("/** Doc. */\nfunction f(a) {\n  // half\n  const b = a / 2; /* it */\n\n  return b;\n}\n", true)]
    [InlineData("function f(a) {\n  const b = a / 2;\n  return // b\n  b;\n}\n", false)]
    [InlineData("function f(a) {\n  const b = a / 3;\n  return b;\n}\n", false)]
    [InlineData("function f(a) {\n  const b = a // 2;\n  return b;\n}\n", false)]
    [InlineData("function f(a) {\n  const b = a / 2;\n  return b;\n}\nf(1);\n", false)]
    public void In_javascript_a_new_line_may_end_a_statement(string text, bool same) =>
        Assert.Equal(same, CodeTokens.Same(JavaScript, text, "javascript"));

    [Fact]
    public void Of_other_languages_nothing_is_known() => Assert.False(CodeTokens.Same("f()", "f()", "ruby"));
}
