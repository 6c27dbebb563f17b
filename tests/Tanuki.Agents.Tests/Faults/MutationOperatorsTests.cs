using Tanuki.Agents.Faults;

namespace Tanuki.Agents.Tests.Faults;

public sealed class MutationOperatorsTests
{
    [Theory]
    [InlineData("boundary", "    if a < b:", "    if a <= b:")]
    [InlineData("comparison", "    if a == b:", "    if a != b:")]
    [InlineData("arithmetic", "    c = a * b", "    c = a + b")]
    [InlineData("off_by_one", "    c = a[b - 1]", "    c = a[b]")]
    [InlineData("wrong_index", "    c = a[0]", "    c = a[1]")]
    [InlineData("constant", "    c = b // 60", "    c = b // 59")]
    [InlineData("logic", "    if a and b:", "    if a or b:")]
    [InlineData("boolean", "    return True", "    return False")]
    [InlineData("lost_negation", "    if not a:", "    if a:")]
    [InlineData("min_max", "    c = min(a, b)", "    c = max(a, b)")]
    [InlineData("lost_clamp", "    c = max(0, a - b)", "    c = (a - b)")]
    [InlineData("swapped_arguments", "    c = g(a, b + 1)", "    c = g(b + 1, a)")]
    [InlineData("swapped_branches", "    return a if b else 0", "    return 0 if b else a")]
    [InlineData("wrong_variable", "    c = a", "    c = b")]
    [InlineData("dropped_copy", "    c = list(a)", "    c = a")]
    [InlineData("wrong_condition", "    if a is None:", "    if a is not None:")]
    [InlineData("control", "        break", "        continue")]
    public void Mistakes_in_python(string kind, string line, string broken) =>
        Assert.Contains((kind, broken), Found("python", "def f(a, b):\n", line, ""));

    [Theory]
    [InlineData("javascript", "comparison", "  if (a === b) {", "  if (a !== b) {")]
    [InlineData("javascript", "swapped_branches", "  return a > b ? a : [b];", "  return a > b ? [b] : a;")]
    [InlineData("javascript", "dropped_copy", "  return [...a];", "  return a;")]
    [InlineData("javascript", "dropped_await", "  await g(a);", "  g(a);")]
    [InlineData("javascript", "lost_negation", "  if (!a) {", "  if (a) {")]
    [InlineData("go", "logic", "\tif a && b {", "\tif a || b {")]
    [InlineData("go", "dropped_copy", "\treturn append([]byte(nil), a...)", "\treturn a")]
    [InlineData("java", "boundary", "        for (int i = 0; i < a; i++) {", "        for (int i = 0; i <= a; i++) {")]
    [InlineData("java", "dropped_copy", "        return new ArrayList<>(a);", "        return a;")]
    public void Mistakes_in_other_languages(string language, string kind, string line, string broken)
    {
        var (head, end) = language switch
        {
            "javascript" => ("function f(a, b) {\n", "}\n"),
            "go" => ("func f(a, b int) int {\n", "}\n"),
            _ => ("    static int f(int a, int b) {\n", "    }\n"),
        };

        Assert.Contains((kind, broken), Found(language, head, line, end));
    }

    [Fact]
    public void Strings_comments_types_and_what_is_outside_of_functions_stay_as_they_are()
    {
        Assert.Empty(Edits("python", "LIMIT = 3 + 1\n\ndef f():\n    '''a < b and 3'''\n    # a + 1\n    return 'x < 1'\n\nOTHER = 4 * 2\n"));
        Assert.DoesNotContain(Edits("java", "    List<List<Integer>> f(int a) {\n        return g();\n    }\n"), edit => edit.Operator is "boundary" or "comparison");
        Assert.DoesNotContain(Edits("javascript", "function f(a) {\n  return a.replace(/a < b && 1/g, '');\n}\n"), edit => edit.Operator is "boundary" or "logic" or "constant");
    }

    [Fact]
    public void A_branch_goes_only_where_nothing_else_depends_on_it()
    {
        Assert.Contains("def f(a):\n    return a\n", Texts("python", "missing_branch", "def f(a):\n    if a < 0:\n        return 0\n    return a\n"));
        Assert.Empty(Texts("python", "missing_branch", "def f(a):\n    if a < 0:\n        return 0\n    else:\n        return a\n"));
        Assert.Contains("function f(a) {\n  return a;\n}\n", Texts("javascript", "missing_branch", "function f(a) {\n  if (a < 0) {\n    return 0;\n  }\n  return a;\n}\n"));
        Assert.Empty(Texts("javascript", "missing_branch", "function f(a) {\n  if (a < 0) {\n    return 0;\n  } else {\n    return a;\n  }\n}\n"));
    }

    [Fact]
    public void Functions_end_where_their_indentation_does()
    {
        var source = new SourceText("a.py", "def f():\n    return 1\n\nX = 2\n\nclass C:\n    def g(self):\n        return 3\n", SourceLanguage.Find("python")!);

        Assert.Equal([("f", 0, 2), ("g", 6, 8)], source.Functions.Select(function => (function.Name, function.FirstLine, function.LastLine)));
        Assert.Null(source.FunctionAt(source.Text.IndexOf('X', StringComparison.Ordinal)));
    }

    [Fact]
    public void Statements_are_no_functions_of_java()
    {
        var source = new SourceText("A.java", "class A {\n    A(int a) {\n        if (a > 0) {\n            for (int i = 0; i < a; i++) {\n            }\n        }\n    }\n\n    private static List<int[]> f(int a) throws Exception {\n    }\n}\n", SourceLanguage.Find("java")!);

        Assert.Equal([("f", 8, 9)], source.Functions.Select(function => (function.Name, function.FirstLine, function.LastLine)));
    }

    private static IEnumerable<(string, string)> Found(string language, string head, string line, string end) =>
        Edits(language, $"{head}{line}\n{end}").Select(edit => (edit.Operator, new SourceText("f", $"{head}{line}\n{end}", SourceLanguage.Find(language)!).With(edit)[head.Length..].Split('\n')[0]));

    private static IEnumerable<string> Texts(string language, string kind, string text) =>
        Edits(language, text).Where(edit => edit.Operator == kind).Select(edit => new SourceText("f", text, SourceLanguage.Find(language)!).With(edit));

    private static IEnumerable<SourceEdit> Edits(string language, string text) => MutationOperators.Find(new SourceText("f", text, SourceLanguage.Find(language)!));
}
