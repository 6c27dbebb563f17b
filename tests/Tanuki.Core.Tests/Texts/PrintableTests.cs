using Tanuki.Core.Texts;

namespace Tanuki.Core.Tests.Texts;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("a\r\nb\rc", "a\nb\nc")]
    [InlineData("\u001b[31mred\u001b[0m \u001b]0;title\u0007x", "red x")]
    [InlineData("a\tb\u0008c\u202ed\u200be", "a\tb\\u0008c\\u202ed\\u200be")]
    [InlineData("\u001bPq#0~\u001b\\\u009b31mx\u001bcy\u001b(B", "xy")]
    [InlineData("می\u200cخواهم 👨\u200d👩", "می\u200cخواهم 👨\u200d👩")]
    [InlineData("a\U000e0041", "a\\ue0041")]
    [InlineData("größe 文 😀", "größe 文 😀")]
    public void What_misleads_terminals_and_readers_does_not_pass(string text, string expected) => Assert.Equal(expected, Printable.Text(text));

    [Fact]
    public void A_line_has_nothing_that_could_be_misread() =>
        Assert.Equal("a\\u000ab\\u200d\\u202ec…", Printable.Line("a\nb\u200d\u202ecd", 6));

    [Fact]
    public void Words_of_names_and_texts_are_the_same() => Assert.Equal(
        ["parse", "http", "date", "2", "parse", "html", "page", "日本"], WordParts.Of("parse_http_date2, parseHTMLPage 日本"));
}
