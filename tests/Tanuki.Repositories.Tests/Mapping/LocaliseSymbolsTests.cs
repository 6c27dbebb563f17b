using Tanuki.Repositories.Mapping;
using Tanuki.Repositories.Reading;
using Tanuki.Repositories.Symbols.Extraction;
using Tanuki.Repositories.Tests.Support;

namespace Tanuki.Repositories.Tests.Mapping;

public sealed class LocaliseSymbolsTests
{
    private const string Shop = """
        def parse(text):
            return clean(text).split(",")

        def clean(text):
            return text.strip()

        def total(prices):
            return add(prices)

        def add(prices):
            return -sum(prices)

        """;

    private const string Tests = """
        import unittest
        from shop import parse, total

        def check(prices, expected):
            assert total(prices) == expected

        class ShopTest(unittest.TestCase):
            def test_parse(self):
                self.assertEqual(parse(" a"), ["a"])

            def test_total(self):
                check([1, 2], 3)

        """;

    [Fact]
    public void What_a_failed_test_reaches_through_helpers_and_callees_comes_before_what_others_reach() => Assert.Equal(
        ["total", "add"],
        Names("ok: test_parse\nFAIL: test_total (tests.test_shop.ShopTest.test_total)\nOK test_parse (tests.test_shop.ShopTest.test_parse) ... ok", ("shop.py", Shop), ("tests/test_shop.py", Tests)).Take(2));

    [Fact]
    public void The_task_may_name_the_test() => Assert.Equal(
        ["parse", "clean"],
        Names("", "tests.test_shop.ShopTest.test_parse fails", ("shop.py", Shop), ("tests/test_shop.py", Tests)).Take(2));

    [Fact]
    public void Of_tests_with_one_name_the_one_in_the_class_that_is_named_failed()
    {
        var names = Names(
            "not ok 3 - WriterTest.roundTrip",
            ("src/Reader.java", "class Reader { int read() { return 1; } }\n"),
            ("src/Writer.java", "class Writer { int write() { return 1; } }\n"),
            ("test/ReaderTest.java", "class ReaderTest { void roundTrip() { new Reader().read(); } }\n"),
            ("test/WriterTest.java", "class WriterTest { void roundTrip() { new Writer().write(); } }\n"));

        Assert.Equal("write", names[0]);
    }

    [Fact]
    public void A_test_that_is_a_call_is_known_by_what_it_says()
    {
        var names = Names(
            "not ok 2 - wraps long words",
            ("lib/text.js", "export function wrap(text) { return cut(text); }\nfunction cut(text) { return text; }\nexport function pad(text) { return text; }\n"),
            ("test/text.test.js", "import { wrap, pad } from '../lib/text.js';\ntest('pads', () => {\n  pad('a');\n});\ntest('wraps long words', () => {\n  wrap('a');\n});\n"));

        Assert.Equal(["wrap", "cut"], names.Take(2));
    }

    [Fact]
    public void A_function_in_a_stack_trace_comes_before_one_that_is_only_reached() => Assert.Equal(
        "add",
        Names("FAIL: test_total (tests.test_shop.ShopTest.test_total)\n  File \"/work/shop.py\", line 11, in add\nTypeError: x", ("shop.py", Shop), ("tests/test_shop.py", Tests))[0]);

    [Fact]
    public void Without_a_failed_test_the_task_s_words_decide() =>
        Assert.Equal("clean", Names("", "Make `clean` keep tabs", ("shop.py", "def clean(text):\n    return text\n"), ("other.py", "def pad(text):\n    return text\n"))[0]);

    [Fact]
    public void Functions_of_tests_are_never_the_place() =>
        Assert.DoesNotContain("check", Names("FAIL: test_total (tests.test_shop.ShopTest.test_total)", ("shop.py", Shop), ("tests/test_shop.py", Tests)));

    private static IReadOnlyList<string> Names(string output, params (string Path, string Text)[] files) => Names(output, "", files);

    private static IReadOnlyList<string> Names(string output, string task, params (string Path, string Text)[] files)
    {
        using var repository = TestRepository.Plain();
        foreach (var (path, text) in files)
            repository.Write(path, text);
        var symbols = files.OrderBy(file => file.Path, StringComparer.Ordinal).Select(file =>
        {
            var text = System.Text.Encoding.UTF8.GetBytes(file.Text);
            return SymbolExtractor.Extract(file.Path, FileLanguages.Of(file.Path, text), text);
        });
        return [.. RepositoryMap.Build(repository.Root, symbols).LocaliseSymbols(new MapFocus { Task = task, TestOutput = output }).Select(each => each.Symbol.Name)];
    }
}
