using CsCheck;
using Tanuki.Agents.Extraction;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Tests.Extraction;

public class CodeExtractorTests
{
    public static TheoryData<string> Scenarios => [.. ExtractionScenarios.Names];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Scenario_gives_the_expected_program(string name)
    {
        var scenario = ExtractionScenarios.Read(name);
        var extracted = CodeExtractor.Extract(scenario.Input, scenario.Language, scenario.Head, scenario.Entry);
        Assert.Equal(scenario.Expected, extracted?.Code ?? "");
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Extracting_again_changes_nothing(string name)
    {
        var scenario = ExtractionScenarios.Read(name);
        var once = CodeExtractor.Extract(scenario.Input, scenario.Language, scenario.Head, scenario.Entry);
        if (once is null)
        {
            Assert.Empty(scenario.Expected);
            return;
        }
        Assert.Equal(once.Code, CodeExtractor.Extract(once.Code, scenario.Language, null, scenario.Entry)?.Code);
    }

    [Fact]
    public void Any_text_is_accepted_and_a_second_pass_changes_nothing()
    {
        string[] fragments =
        [
            "def f(n):\n", "    return n\n", "   return n\n", "```python\n", "```\n", "\"\"\"", "'", "(", ")", "[", "}", "{", "class A:\n", "\t", " ",
            "if n:\n", "else:\n", "try:\n", "except E as e:\n", "import os\n", "x = 1\n", "print(f(1))\n", "Here's it:\n", "\\", "\n", "@d\n", "# c\n",
            "function f(a) {\n", "return `${a}`;\n", "const g = (a) => a + 1;\n", "/re[/]x/g", "//", "/*", "*/", "public static int F(int a)\n", "using System;\n",
            "lambda x: x", "for i in range(3):\n", "table[i] = i\n", "f(1)\n", ";", ":", "\0", "\u20ac", "fn main() {\n", "match x:\n", "    case 1:\n",
        ];
        var text = Gen.Select(Gen.OneOf(Gen.Int[0, fragments.Length - 1].Select(i => fragments[i]), Gen.String).List[0, 40], parts => string.Concat(parts));
        Gen.Select(text, Gen.Int[0, LanguageNames.All.Count - 1].Select(i => LanguageNames.All[i]), Gen.Bool.Select(named => named ? "f" : null)).Sample(
            (answer, language, entry) =>
            {
                var once = CodeExtractor.Extract(answer, language, null, entry);
                return once is null || CodeExtractor.Extract(once.Code, language, null, entry)?.Code == once.Code;
            },
            iter: 3000);
    }

    public static TheoryData<string> Units => ["(\n", "\"\"\"\n'''\n", "def f(n):\n", "x = [1, 2,\n", "if a:\n ", "`${\n", "{", "a = f(b)\n", "```\n"];

    [Theory]
    [MemberData(nameof(Units))]
    public void Long_answers_are_read_in_one_go(string unit) => ReadRepeated(unit, 50_000);

    [Theory]
    [MemberData(nameof(Units))]
    [Trait("Category", "Long")]
    public void A_megabyte_of_anything_is_read_in_one_go(string unit) => ReadRepeated(unit, 1_000_000);

    private static void ReadRepeated(string unit, int length)
    {
        string text = string.Concat(Enumerable.Repeat(unit, length / unit.Length));
        foreach (string language in LanguageNames.All)
        {
            var extracted = CodeExtractor.Extract(text, language, null, "f");
            Assert.True(extracted is null || extracted.Code.Length <= text.Length + 1);
        }
    }

    [Fact]
    public void An_answer_without_its_prefilled_head_is_read_as_its_continuation()
    {
        var extracted = CodeExtractor.Extract("    return n + 1\n", LanguageNames.Python, "def f(n):\n    \"\"\"Next.\"\"\"\n", "f");
        Assert.Equal(new ExtractedCode("def f(n):\n    \"\"\"Next.\"\"\"\n    return n + 1\n", true, false), extracted);
    }

    [Fact]
    public void A_program_that_lacks_the_entry_point_says_so()
    {
        var extracted = CodeExtractor.Extract("def g(n):\n    return n\n", LanguageNames.Python, null, "f");
        Assert.Equal(new ExtractedCode("def g(n):\n    return n\n", false, false), extracted);
    }

    [Fact]
    public void A_cut_program_says_so()
    {
        var extracted = CodeExtractor.Extract("def f(n):\n    a = 1\n    b = (n +\n", LanguageNames.Python, null, "f");
        Assert.Equal(new ExtractedCode("def f(n):\n    a = 1\n", true, true), extracted);
    }
}
