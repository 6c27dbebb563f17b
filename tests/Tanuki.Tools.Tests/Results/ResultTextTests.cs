using CsCheck;
using Tanuki.Tools.Results;

namespace Tanuki.Tools.Tests.Results;

public class ResultTextTests
{
    [Fact]
    public void Content_cannot_close_its_label_or_open_another() => Gen.String[Gen.Char["<>/data-0123456789abcdef from=\"\n"], 1, 200].Sample(content =>
    {
        var labelled = DataFence.Around("tool", content);
        var (opening, closing) = (labelled[..labelled.IndexOf('\n')], labelled[(labelled.LastIndexOf('\n') + 1)..]);

        Assert.Equal(closing[2..^1], opening[1..opening.IndexOf(' ')]);
        Assert.Equal(2, labelled.Split(closing[2..^1]).Length - 1);
    });

    [Fact]
    public void Content_that_repeats_a_label_of_its_own_gets_another_mark()
    {
        var first = DataFence.Around("tool", "x");

        var second = DataFence.Around("tool", first);

        Assert.Equal(first, DataFence.Around("tool", "x"));
        Assert.NotEqual(first[..14], second[..14]);
        Assert.Equal("", DataFence.Around("tool", ""));
    }

    [Fact]
    public void Head_and_tail_never_exceed_the_limit_by_more_than_the_line_between() =>
        Gen.Select(Gen.String[Gen.Char["ab\n😀"], 0, 3000], Gen.Int[200, 1000]).Sample((text, most) =>
        {
            var cut = HeadAndTail.Cut(text, most);

            Assert.True(cut.Length <= most + 80, $"{cut.Length} of {most}");
            if (text.Length <= most)
                Assert.Equal(text, cut);
            else
                Assert.Contains("left out", cut, StringComparison.Ordinal);
        });

    [Fact]
    public void What_is_left_out_is_counted()
    {
        var text = string.Concat(Enumerable.Range(1, 1000).Select(number => $"{number}\n"));

        var cut = HeadAndTail.Cut(text, 300);

        Assert.StartsWith("1\n2\n", cut, StringComparison.Ordinal);
        Assert.EndsWith("999\n1000\n", cut, StringComparison.Ordinal);
        Assert.Matches("\n\\[… 9\\d\\d lines, 3\\d\\d\\d characters left out …\\]\n", cut);
    }

    [Theory]
    [InlineData("a\r\nb\rc", "a\nb\nc")]
    [InlineData("\u001b[31mred\u001b[0m \u001b]0;title\u0007x", "red x")]
    [InlineData("a\tb\u0008c\u202ed\u200be", "a\tb\\u0008c\\u202ed\\u200be")]
    [InlineData("größe 文 😀", "größe 文 😀")]
    public void What_misleads_terminals_and_readers_does_not_pass(string text, string expected) => Assert.Equal(expected, Printable.Text(text));
}
