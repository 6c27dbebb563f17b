using CsCheck;
using Tanuki.Core.Runs;

namespace Tanuki.Core.Tests.Runs;

public class RunIdTests
{
    [Fact]
    public void An_id_is_a_day_and_six_unambiguous_characters() =>
        Gen.DateTimeOffset.Sample(moment =>
            System.Text.RegularExpressions.Regex.IsMatch(RunId.Create(moment), "^[0-9]{8}-[0-9a-hjkmnp-tv-z]{6}$"));

    [Fact]
    public void Later_ids_sort_behind_earlier_ones()
    {
        var start = new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);
        var step = TimeSpan.FromMilliseconds(83);

        Gen.Int[0, 3_000_000].Sample(n =>
            string.CompareOrdinal(RunId.Create(start + (n * step)), RunId.Create(start + ((n + 1) * step))) < 0);
    }
}
