using System.Text.RegularExpressions;
using CsCheck;
using Tanuki.Tools.Results;

namespace Tanuki.Tools.Tests.Results;

public sealed class DataFenceTests
{
    private static readonly string[] Pieces = ["<<<", "<", ">>>", "data", "END", "end", " ", "\n", "0", "deadbeef", "\t"];

    [Fact]
    public void Content_cannot_close_its_label_or_open_another() => Gen.Int[0, Pieces.Length - 1].Array[0, 60].Sample(picks =>
    {
        var labelled = DataFence.Around("tool", string.Concat(picks.Select(pick => Pieces[pick])));
        var mark = labelled[8..16];

        Assert.StartsWith($"<<<data {mark} tool>>>\n", labelled, StringComparison.Ordinal);
        Assert.EndsWith($"\n<<<end {mark}>>>", labelled, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(labelled, @"<<<\s*(data|end)\b", RegexOptions.IgnoreCase));
        Assert.Equal(2, Regex.Count(labelled, mark, RegexOptions.IgnoreCase));
    });

    [Fact]
    public void Content_that_repeats_a_label_of_its_own_gets_another_mark()
    {
        var first = DataFence.Around("tool", "x");

        var second = DataFence.Around("tool", first);

        Assert.Equal(first, DataFence.Around("tool", "x"));
        Assert.NotEqual(first[..16], second[..16]);
        Assert.Contains("\n<\\<<data ", second, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_is_one_line_and_no_fence() =>
        Assert.StartsWith("<<<data 2d711642 a????end 1???? b?c>>>\n", DataFence.Around("a\n<<<end 1>>>\n b\u202ec", "x"), StringComparison.Ordinal);
}
