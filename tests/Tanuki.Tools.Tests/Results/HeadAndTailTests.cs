using System.Text;
using CsCheck;
using Tanuki.Tools.Results;

namespace Tanuki.Tools.Tests.Results;

public sealed class HeadAndTailTests
{
    private static readonly Gen<string> Texts = Gen.String[Gen.Char["ab\n😀"], 0, 400];

    [Fact]
    public void Head_and_tail_are_whole_lines()
    {
        var text = string.Join('\n', Enumerable.Range(1, 20).Select(i => $"line {i}"));

        Assert.Equal(new HeadAndTail("line 1\nline 2\nline 3\n", "line 18\nline 19\nline 20", 14, 106), HeadAndTail.Of(text, 45, 0.5));
        Assert.Equal(new HeadAndTail("line 1\nline 2\n", "", 18, 136), HeadAndTail.Of(text, 20, 1));
        Assert.Equal("line 1\nline 2\nline 3\n…\nline 18\nline 19\nline 20", HeadAndTail.Of(text, 45, 0.5).With("…"));
    }

    [Fact]
    public void A_cut_is_no_longer_than_asked_and_splits_no_character() => Gen.Select(Texts, Gen.Int[0, 300], Gen.Double[0, 1]).Sample((text, most, headShare) =>
    {
        var cut = HeadAndTail.Of(text, most, headShare);

        Assert.InRange(cut.Head.Length + cut.Tail.Length, 0, most);
        Assert.Equal(text.Length > most, cut.MissingLines > 0);
        Assert.Equal(text.Length, cut.Head.Length + cut.MissingCharacters + cut.Tail.Length);
        if (!HasHalf(text))
            Assert.False(HasHalf(cut.Head) || HasHalf(cut.Tail));
    }, iter: 500);

    private static bool HasHalf(string text) => text.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar);
}
