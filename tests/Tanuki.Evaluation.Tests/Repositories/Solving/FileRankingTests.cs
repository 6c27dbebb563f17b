using Tanuki.Evaluation.Repositories.Solving;

namespace Tanuki.Evaluation.Tests.Repositories.Solving;

public sealed class FileRankingTests
{
    private static readonly Dictionary<string, string> Files = new()
    {
        ["shop/price.py"] = "def total(prices):\n    return sum(prices)\n",
        ["shop/stock.py"] = "class Stock:\n    def discard_expired(self, day):\n        self.lots = []\n",
        ["shop/text.py"] = "def money(cents):\n    return str(cents)\n",
        ["tests/test_stock.py"] = "from shop.stock import Stock\n\n\ndef test_it():\n    assert Stock().discard_expired(3) == 2\n",
    };

    [Fact]
    public void A_file_in_the_stack_trace_comes_first() =>
        Assert.Equal("shop/text.py", Rank("Some tests fail.", "  File \"/work/shop/text.py\", line 2, in money\n    return str(cents)\nValueError: x")[0]);

    [Fact]
    public void Words_of_the_failing_test_lead_to_the_file_that_has_them() =>
        Assert.Equal("shop/stock.py", Rank("Some tests fail.", "  File \"/work/tests/test_stock.py\", line 5, in test_it\nAssertionError")[0]);

    [Theory]
    [InlineData("    at money (/work/shop/text.py:2:5)")]
    [InlineData("    text.py:2: got 1")]
    [InlineData("  #   at text.money(text.py:2)")]
    public void Frames_of_all_languages_are_known(string frame) => Assert.Equal("shop/text.py", Rank("It fails.", frame)[0]);

    [Fact]
    public void Tests_are_not_ranked_and_everything_else_is() =>
        Assert.Equal(["shop/price.py", "shop/stock.py", "shop/text.py"], Rank("", "").Order(StringComparer.Ordinal));

    private static IReadOnlyList<string> Rank(string statement, string output) =>
        FileRanking.Rank(statement, output, Files, path => !path.StartsWith("tests/", StringComparison.Ordinal));
}
