using CsCheck;
using Tanuki.Agents.Context.Compression;

namespace Tanuki.Agents.Tests.Context.Compression;

public sealed class LinesTests
{
    [Fact]
    public void Head_and_tail_are_whole_lines()
    {
        var text = string.Join('\n', Enumerable.Range(1, 20).Select(i => $"line {i}"));

        Assert.Equal(new CutText("line 1\nline 2\nline 3\n…\nline 18\nline 19\nline 20", 14), Lines.Cut(text, 45, headOnly: false));
        Assert.Equal(new CutText("line 1\nline 2\n…", 18), Lines.Cut(text, 20, headOnly: true));
    }

    [Fact]
    public void A_cut_is_no_longer_than_asked_and_splits_no_character() => Gen.Select(Drafts.Text, Gen.Int[0, 200], Gen.Bool).Sample((text, most, headOnly) =>
    {
        var cut = Lines.Cut(text, most, headOnly);

        Assert.True(cut.Text.Length <= Math.Max(most, Math.Min(text.Length, most) + 3));
        Assert.Equal(text.Length > most, cut.MissingLines > 0);
        Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(cut.Text)));
    }, iter: 500);
}
