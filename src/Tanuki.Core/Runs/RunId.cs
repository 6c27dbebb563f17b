using System.Security.Cryptography;

namespace Tanuki.Core.Runs;

/// <summary>
/// Ids such as <c>20261123-7f3k2a</c>: the UTC day, four characters for the time of day in steps of 82 ms, two random ones.
/// They sort by time of creation and leave out letters that are mistaken for digits.
/// </summary>
internal static class RunId
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int TimeCharacters = 4;
    private const int RandomCharacters = 2;

    public static string Create(DateTimeOffset now)
    {
        var utc = now.UtcDateTime;
        var steps = 1 << (5 * TimeCharacters);
        var time = (int)(utc.TimeOfDay.Ticks * steps / TimeSpan.TicksPerDay);
        Span<char> suffix = stackalloc char[TimeCharacters + RandomCharacters];
        for (var i = TimeCharacters - 1; i >= 0; i--, time >>= 5)
            suffix[i] = Alphabet[time & 31];
        RandomNumberGenerator.GetItems(Alphabet, suffix[TimeCharacters..]);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{utc:yyyyMMdd}-{suffix}");
    }
}
