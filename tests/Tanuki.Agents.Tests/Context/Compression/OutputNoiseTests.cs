using CsCheck;
using Tanuki.Agents.Context.Compression;
using Tanuki.Tools.Results;

namespace Tanuki.Agents.Tests.Context.Compression;

public sealed class OutputNoiseTests
{
    [Theory]
    [InlineData("\u001b[31mFAILED\u001b[0m test_a", "FAILED test_a")]
    [InlineData("10%\r50%\r100%\ndone", "100%\ndone")]
    [InlineData("a\r\nb\r\n", "a\nb")]
    [InlineData("2026-11-30T12:00:00.123Z start\n[12:00:01] end", "start\nend")]
    [InlineData("x\nx\nx\nx\ny", "x\n(this line 4 times)\ny")]
    [InlineData("x\nx\ny", "x\nx\ny")]
    [InlineData("a\nb\na\nb\na\nb\nc", "a\nb\n(these 2 lines 3 times)\nc")]
    public void What_a_reader_skips_is_gone(string output, string expected) => Assert.Equal(expected, OutputNoise.Remove(output));

    [Fact]
    public void The_middle_of_a_long_stack_is_counted()
    {
        var stack = string.Join('\n', Enumerable.Range(1, 20).Select(i => $"   at A.M{i}() in A.cs:line {i}"));

        Assert.Equal(
            "Boom\n   at A.M1() in A.cs:line 1\n   at A.M2() in A.cs:line 2\n   at A.M3() in A.cs:line 3\n  (14 more frames)\n"
            + "   at A.M18() in A.cs:line 18\n   at A.M19() in A.cs:line 19\n   at A.M20() in A.cs:line 20\nend",
            OutputNoise.Remove($"Boom\n{stack}\nend"));
    }

    [Fact]
    public void Source_lines_stay_with_their_frames()
    {
        var stack = string.Concat(Enumerable.Range(1, 9).Select(i => $"  File \"a.py\", line {i}, in f{i}\n    g{i}()\n"));

        Assert.Equal(
            "  File \"a.py\", line 1, in f1\n    g1()\n  File \"a.py\", line 2, in f2\n    g2()\n  File \"a.py\", line 3, in f3\n    g3()\n  (3 more frames)\n"
            + "  File \"a.py\", line 7, in f7\n    g7()\n  File \"a.py\", line 8, in f8\n    g8()\n  File \"a.py\", line 9, in f9\n    g9()\nValueError",
            OutputNoise.Remove(stack + "ValueError"));
    }

    [Fact]
    public void Plain_text_stays() => Drafts.Text.Select(text => text.Replace("\u001b", "", StringComparison.Ordinal)).Sample(text =>
    {
        var once = OutputNoise.Remove(text);
        Assert.DoesNotContain('\u001b', once);
        Assert.True(once.Length <= text.Length + 30 * HeadAndTail.Lines(text));
        Assert.Equal(once, OutputNoise.Remove(text));
    }, iter: 200);
}
