using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tanuki.Repositories.Testing;

/// <summary>
/// How many tests a runner says it ran. Programs under test share the runner's streams and can print such lines themselves: this tells tests that
/// were not run at all from those that pass, it does not convict a forger.
/// </summary>
/// <param name="Runner">Whose summary it is.</param>
public sealed record TestCounts(string Runner, int Total, int Failed)
{
    private static readonly TimeSpan MatchTime = TimeSpan.FromSeconds(1);

    private static readonly Lazy<IReadOnlyList<Format>> Formats = new(() =>
    {
        using var stream = typeof(TestCounts).Assembly.GetManifestResourceStream("Testing/runners.json")!;
        return [.. JsonSerializer.Deserialize<List<Entry>>(stream, JsonSerializerOptions.Web)!.Select(Format.Of)];
    });

    /// <param name="output">Both streams, one after the other.</param>
    /// <returns>Null when no runner that is known has summed up.</returns>
    public static TestCounts? Read(string output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var text = output.Replace("\r\n", "\n", StringComparison.Ordinal);
        return Formats.Value.Select(format => format.Read(text)).FirstOrDefault(counts => counts is not null);
    }

    private sealed record Entry(string Name, string Pattern, string? Failed = null);

    /// <param name="Failed">For runners that tell failures on another line.</param>
    private sealed record Format(string Name, Regex Pattern, Regex? Failed)
    {
        public static Format Of(Entry entry) => new(entry.Name, Regex(entry.Pattern), entry.Failed is null ? null : Regex(entry.Failed));

        /// <summary>Runners sum up per package: the numbers of all summaries are added.</summary>
        public TestCounts? Read(string text)
        {
            try
            {
                var matches = Pattern.Matches(text).Where(match => match.Groups.Values.Skip(1).Any(group => group.Success)).ToList();
                if (matches.Count == 0)
                    return null;
                IReadOnlyList<Match> failures = Failed is null ? matches : [.. Failed.Matches(text).AsEnumerable()];
                var bad = matches.Count(match => match.Groups["bad"].Success) + Sum(failures, "failed") + Sum(failures, "errors");
                var total = Sum(matches, "total") is > 0 and var told ? told : Sum(matches, "passed") + matches.Count(match => match.Groups["one"].Success) + bad;
                return new TestCounts(Name, total, bad);
            }
            catch (RegexMatchTimeoutException)
            {
                return null;
            }
        }

        private static int Sum(IEnumerable<Match> matches, string group) => matches
            .Where(match => match.Groups[group].Success)
            .Sum(match => int.TryParse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0);

        private static Regex Regex(string pattern) => new(pattern, RegexOptions.Multiline | RegexOptions.CultureInvariant, MatchTime);
    }
}
