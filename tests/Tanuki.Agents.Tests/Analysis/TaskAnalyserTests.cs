using CsCheck;
using Tanuki.Agents.Analysis;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Tests.Analysis;

public class TaskAnalyserTests
{
    private const string Prompt = """"
        from typing import List


        def helper(x: int) -> int:
            return x + 1


        def totals(numbers: List[int], start: int) -> List[int]:
            """ Running totals of a list, from a start.
            >>> totals([1, 2], 0)
            [1, 3]
            >>> totals([], 4)
            []
            """

        """";

    private const string Solution =
        "using System;\nusing System.Collections.Generic;\nusing System.Linq;\n\npublic static class Solution\n{\n    public static";

    [Fact]
    public void A_prompt_that_is_code_is_the_head_verbatim()
    {
        var analysis = Analyse(Prompt);
        Assert.Equal(Prompt.TrimEnd('\n') + "\n", analysis.Head);
        Assert.Equal("totals", analysis.EntryPoint);
        Assert.Equal([("totals([1, 2], 0)", "[1, 3]", "docstring"), ("totals([], 4)", "[]", "docstring")],
            analysis.Examples.Select(e => (e.Call, e.Expected, e.Origin)));
    }

    [Theory]
    [InlineData("Write a function to add. It is called add_all.", null, "add_all")]
    [InlineData("Write a Python function is_prime(n) that says so.", "def is_prime(n):\n", "is_prime")]
    [InlineData("Write a function add(a: int, b: int) -> int that adds.", "def add(a: int, b: int) -> int:\n", "add")]
    [InlineData("Complete this:\n```python\ndef add(a, b):\n    # your code\n```", "def add(a, b):\n", "add")]
    [InlineData("class Solution:\n    def add(self, a: int) -> int:\n        \"\"\"Adds.\"\"\"\n", "class Solution:\n    def add(self, a: int) -> int:\n        \"\"\"Adds.\"\"\"\n", "Solution")]
    [InlineData("Fix this:\ndef add(a, b):\n    return a - b\n", null, "add")]
    [InlineData("Write a function.\nassert set(common([1], [1])) == {1}", null, "common")]
    [InlineData("Sort the numbers in a file.", null, null)]
    [InlineData("/**\n * Adds.\n */\nfunction add(a, b) {\n", "/**\n * Adds.\n */\nfunction add(a, b) {\n", "add")]
    [InlineData("Write a JavaScript function sum(a, b) that adds.", "function sum(a, b) {\n", "sum")]
    [InlineData("using System;\n\npublic static int Add(int a, int b)\n{\n", "using System;\n\npublic static int Add(int a, int b)\n{\n", "Add")]
    [InlineData("Write a C# method int Add(int a, int b) that adds. Add(1, 2) == 3", Solution + " int Add(int a, int b)\n    {\n", "Add")]
    [InlineData("Write a C# method `Add(a, b)` that adds. Add(1, 2) == 3", Solution, "Add")]
    [InlineData("Write a C# class called Adder with a property.", null, "Adder")]
    public void Head_and_entry_point_are_found(string text, string? head, string? entryPoint)
    {
        var analysis = Analyse(text);
        Assert.Equal((head, entryPoint), (analysis.Head, analysis.EntryPoint));
    }

    [Theory]
    [InlineData("Write a function in JavaScript that adds", "javascript")]
    [InlineData("Write a C# method that adds", "csharp")]
    [InlineData("Python function to parse Java code", "python")]
    [InlineData("go through the list in order", "python")]
    [InlineData("Write a Go function that adds", "go")]
    [InlineData("```rust\nfn add() {}\n```", "rust")]
    [InlineData("function add(a, b) {", "javascript")]
    [InlineData("public static int Add(int a)", "csharp")]
    [InlineData("#include <vector>\nint add(int a) {", "cpp")]
    [InlineData("a bash script that counts files", "bash")]
    [InlineData("Write a C++ program", "cpp")]
    [InlineData("Write a C program", "c")]
    [InlineData("Write a TypeScript function that adds", "typescript")]
    [InlineData("a Ruby method that adds", "ruby")]
    [InlineData("add two numbers in PHP", "php")]
    [InlineData("Write a function that sends\n```sql\nSELECT 1;\n```", "python")]
    [InlineData("add two numbers", "python")]
    public void The_language_is_found(string text, string language) => Assert.Equal(language, Analyse(text).Language);

    [Fact]
    public void The_tests_decide_language_and_entry_point()
    {
        var task = new CodingTask { Text = "Write what the tests want.", Tests = new SourceFile("a.test.js", "const { add } = require('./a');\ntest('x', () => { expect(add(1, 2)).toBe(3); });\n") };
        var analysis = TaskAnalyser.Analyse(task, 1);
        Assert.Equal(("javascript", "add"), (analysis.Language, analysis.EntryPoint));
    }

    [Fact]
    public void The_same_seed_gives_the_same_probes() =>
        Assert.Equal(TaskAnalyser.Analyse(new CodingTask { Text = Prompt }, 7).Probes, TaskAnalyser.Analyse(new CodingTask { Text = Prompt }, 7).Probes);

    [Fact]
    public void Any_text_is_accepted()
    {
        string[] fragments =
        [
            "def f(a: int):\n", "    \"\"\"doc", "\"\"\"\n", ">>> f(1)\n", "2\n", "f(1) == 2\n", "f([", "])", "assert f(", "'", "assert f(1) == ", "Input: ", "Output: ", "[1, 2]",
            " -> ", "`", "expect(f(1)).toBe(", "function f(a) {\n", "public static int F(int a)\n", "{\n", "}", "Assert.Equal(", "\n", "f(x)", "-", "1e999", "0x", "\\", "new List<int> {", "for x = ",
            "in JavaScript ", "C# method ", "called `f`", "class A:\n", "...", "b'\\x", "1_", "{1: ", "lambda x: ",
        ];
        var text = Gen.OneOf(Gen.Int[0, fragments.Length - 1].Select(i => fragments[i]), Gen.String).List[0, 30].Select(parts => string.Concat(parts));
        text.Sample(t => Analyse(t).Probes.Count <= 24, iter: 3000);
    }

    private static TaskAnalysis Analyse(string text) => TaskAnalyser.Analyse(new CodingTask { Text = text }, 1);
}
