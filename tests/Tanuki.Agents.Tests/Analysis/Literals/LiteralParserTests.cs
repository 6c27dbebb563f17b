using Tanuki.Agents.Analysis.Literals;

namespace Tanuki.Agents.Tests.Analysis.Literals;

public sealed class LiteralParserTests
{
    [Theory]
    [InlineData("0x")]
    [InlineData("0x_")]
    [InlineData("0b_")]
    [InlineData("0o")]
    [InlineData("1e")]
    [InlineData("٣")]
    [InlineData("٣.٣")]
    [InlineData("1.2.3")]
    [InlineData(".")]
    [InlineData("1..j")]
    public void What_is_no_number_is_refused(string text)
    {
        foreach (var language in new[] { "python", "javascript", "csharp" })
            Assert.True(LiteralParser.Parse(text, language) is null or ConstantLiteral, language);
    }

    [Theory]
    [InlineData("0xFf", 255)]
    [InlineData("0x_ff", 255)]
    [InlineData("0b1_0", 2)]
    [InlineData("-0o17", -15)]
    [InlineData("1_000", 1000)]
    public void Numbers_of_every_radix_are_read(string text, int value) =>
        Assert.Equal(new IntLiteral(value, ""), LiteralParser.Parse(text, "python"));
}
