using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tanuki.Core.Secrets;

/// <summary>A form that secrets have, as <c>patterns.json</c> says it.</summary>
/// <param name="Kind">Shown in place of the secret.</param>
/// <param name="Words">A text with none of these has no such secret.</param>
/// <param name="Pattern">The secret is the group <c>v</c>, or all of the match where there is no such group.</param>
/// <param name="Entropy">Bits per character that a secret has at least; 0: any.</param>
/// <param name="Mixed">A secret has letters and digits.</param>
/// <param name="Weak">The form alone says little: what looks like a placeholder is none.</param>
/// <param name="Ignores">Values that are placeholders.</param>
internal sealed record SecretPattern(
    string Kind, IReadOnlyList<string> Words, string Pattern, double Entropy = 0, bool Mixed = false, bool Weak = false, IReadOnlyList<string>? Ignores = null)
{
    private readonly Lazy<Regex> regex = new(() => new Regex(Pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Multiline));

    public IEnumerable<SecretFinding> Find(string text, IReadOnlyList<string> ignored)
    {
        if (!Words.Any(word => text.Contains(word, StringComparison.Ordinal)))
            yield break;
        for (var match = regex.Value.Match(text); match.Success; match = match.NextMatch())
        {
            var secret = match.Groups["v"] is { Success: true } value ? value : (Group)match;
            if (IsOne(secret.ValueSpan, ignored))
                yield return new SecretFinding(Kind, secret.Index, secret.Length);
        }
    }

    private bool IsOne(ReadOnlySpan<char> value, IReadOnlyList<string> ignored)
    {
        if (Mixed && !(value.ContainsAnyInRange('0', '9') && (value.ContainsAnyInRange('a', 'z') || value.ContainsAnyInRange('A', 'Z'))))
            return false;
        if (Entropy > 0 && BitsPerCharacter(value) < Entropy)
            return false;
        foreach (var word in Ignores ?? [])
        {
            if (value.Equals(word, StringComparison.OrdinalIgnoreCase))
                return false;
        }
        foreach (var word in Weak ? ignored : [])
        {
            if (value.Contains(word, StringComparison.OrdinalIgnoreCase))
                return false;
        }
        return true;
    }

    /// <summary>Shannon's entropy of the value's own letters.</summary>
    private static double BitsPerCharacter(ReadOnlySpan<char> value)
    {
        var counts = new Dictionary<char, int>();
        foreach (var c in value)
            counts[c] = counts.GetValueOrDefault(c) + 1;
        double length = value.Length;
        return counts.Values.Sum(count => -count / length * Math.Log2(count / length));
    }
}

internal sealed record SecretPatterns(IReadOnlyList<string> Ignored, IReadOnlyList<SecretPattern> Patterns)
{
    /// <summary>Read by hand: the serializer's preparations would take most of the time.</summary>
    public static SecretPatterns Read()
    {
        using var stream = typeof(SecretPatterns).Assembly.GetManifestResourceStream("secrets.json")!;
        using var document = JsonDocument.Parse(stream);
        return new SecretPatterns(
            Texts(document.RootElement.GetProperty("ignored")),
            [.. document.RootElement.GetProperty("patterns").EnumerateArray().Select(pattern => new SecretPattern(
                pattern.GetProperty("kind").GetString()!,
                Texts(pattern.GetProperty("words")),
                pattern.GetProperty("pattern").GetString()!,
                pattern.TryGetProperty("entropy", out var entropy) ? entropy.GetDouble() : 0,
                pattern.TryGetProperty("mixed", out var mixed) && mixed.GetBoolean(),
                pattern.TryGetProperty("weak", out var weak) && weak.GetBoolean(),
                pattern.TryGetProperty("ignores", out var ignores) ? Texts(ignores) : null))]);
    }

    private static List<string> Texts(JsonElement array) => [.. array.EnumerateArray().Select(text => text.GetString()!)];
}

/// <summary>Where a secret stands in a text. It has not the secret itself, so that it can be shown.</summary>
public sealed record SecretFinding(string Kind, int Start, int Length);
