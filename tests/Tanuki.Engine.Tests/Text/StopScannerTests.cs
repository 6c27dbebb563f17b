using CsCheck;
using Tanuki.Engine.Text;

namespace Tanuki.Engine.Tests.Text;

public sealed class StopScannerTests
{
    private static readonly Gen<string> _text = Gen.String[Gen.Char['a', 'c'], 0, 40];

    private static readonly Gen<string[]> _stops = Gen.String[Gen.Char['a', 'c'], 1, 4].Array[0, 3];

    [Fact]
    public void Text_is_cut_before_the_first_stop_string_wherever_the_pieces_end() =>
        Gen.Select(_text, _stops, Gen.Int[1, 5].Array[1, 40]).Sample((text, stops, sizes) =>
        {
            var scanner = new StopScanner(stops);
            var released = "";
            for (int start = 0, i = 0; start < text.Length; i++)
            {
                var size = Math.Min(sizes[i % sizes.Length], text.Length - start);
                released += scanner.Append(text.AsSpan(start, size));
                start += size;
                Assert.StartsWith(released, text, StringComparison.Ordinal);
                Assert.True(scanner.Stopped || start == released.Length + scanner.HeldLength);
            }
            if (!scanner.Stopped)
                released += scanner.Finish();
            Assert.Equal(CutAsSoonAsSeen(text, stops, sizes), released);
        });

    [Fact]
    public void Nothing_is_held_back_that_no_stop_string_can_begin_with()
    {
        var scanner = new StopScanner(["\n```", "END"]);

        Assert.Equal("return 1", scanner.Append("return 1"));
        Assert.Equal("", scanner.Append("\n``"));
        Assert.Equal("\n``x", scanner.Append("x"));
        Assert.Equal("", scanner.Append("\n"));
        Assert.Equal("\n", scanner.Append("E"));
        Assert.Equal("", scanner.Append("ND of it"));
        Assert.True(scanner.Stopped);
        Assert.Equal("", scanner.Append("more"));
    }

    // Of two stop strings the one that is complete first wins, even if the other began earlier.
    private static string CutAsSoonAsSeen(string text, string[] stops, int[] sizes)
    {
        for (int end = 0, i = 0; end < text.Length; i++)
        {
            end = Math.Min(text.Length, end + sizes[i % sizes.Length]);
            var found = stops.Select(stop => text[..end].IndexOf(stop, StringComparison.Ordinal)).Where(at => at >= 0).ToList();
            if (found.Count > 0)
                return text[..found.Min()];
        }
        return text;
    }
}
