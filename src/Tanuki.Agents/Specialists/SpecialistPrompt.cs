using System.Text.RegularExpressions;

namespace Tanuki.Agents.Specialists;

/// <summary>
/// Texts with holes such as <c>{{task}}</c>. What fills a hole is never looked at for holes again, so that a task or a file cannot
/// ask for another one's content.
/// </summary>
/// <param name="Prefill">What the answer begins with; empty: anything.</param>
public sealed partial record SpecialistPrompt(string System, string User, string Prefill)
{
    /// <summary>Names of all holes, each once, in order.</summary>
    public IReadOnlyList<string> Holes { get; } =
        [.. new[] { System, User, Prefill }.SelectMany(text => Hole().Matches(text)).Select(hole => hole.Groups["name"].Value).Distinct(StringComparer.Ordinal)];

    /// <exception cref="ArgumentException">A hole has no value.</exception>
    public SpecialistPrompt Fill(IReadOnlyDictionary<string, string> values) =>
        new(Fill(System, values), Fill(User, values), Fill(Prefill, values));

    private static string Fill(string text, IReadOnlyDictionary<string, string> values) => Hole().Replace(
        text,
        hole => values.TryGetValue(hole.Groups["name"].Value, out var value)
            ? value
            : throw new ArgumentException($"Nothing was given for {hole.Value}.", nameof(values)));

    [GeneratedRegex(@"\{\{(?<name>[a-z_]+)\}\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Hole();
}
