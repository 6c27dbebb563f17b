using CsCheck;
using Tanuki.Models.Remote;

namespace Tanuki.Models.Tests.Remote;

/// <summary>However a text is cut into pieces, the same comes out.</summary>
public sealed class CutterTests
{
    private static readonly string[] Stops = ["\n```", "\nprint(", "ab"];

    [Fact]
    public void Stop_strings_are_found_across_pieces() =>
        Gen.Select(Gen.Char["ab\n`pri(t"].Array[0, 40], Gen.Int[0, 40], Gen.Int[0, 40]).Sample((characters, one, other) =>
        {
            var text = new string(characters);
            var cut = Stops.Select(stop => text.IndexOf(stop, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(text.Length).Min();
            var cutter = new StopCutter(Stops);
            var safe = 0;
            foreach (var piece in Split(text, one, other))
            {
                cutter.Append(piece);
                Assert.InRange(cutter.SafeLength, safe, cut);
                safe = cutter.SafeLength;
            }
            cutter.Finish();
            Assert.Equal(text[..cut], cutter.Text);
        });

    [Fact]
    public void A_repeated_prefill_is_found_across_pieces() =>
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Int[0, 40], Gen.Int[0, 40]).Sample((asked, repeats, one, other) =>
        {
            const string prefill = "```python\ndef f():\n";
            const string body = "    return 1\n";
            var cutter = new PrefillCutter(prefill, asked);

            var passed = string.Concat(Split("\n" + (repeats ? prefill : "") + body, one, other).Select(cutter.Pass)) + cutter.Finish();

            Assert.Equal(repeats ? body : "\n" + body, passed);
            Assert.Equal(repeats, cutter.Repeated);
        });

    private static string[] Split(string text, int one, int other)
    {
        var (first, second) = (Math.Min(Math.Min(one, other), text.Length), Math.Min(Math.Max(one, other), text.Length));
        return [text[..first], text[first..second], text[second..]];
    }
}
