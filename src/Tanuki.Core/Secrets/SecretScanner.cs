using System.Collections;
using System.Text;
using System.Text.Json;

namespace Tanuki.Core.Secrets;

/// <summary>
/// Finds secrets in texts, by their form and by the values that the environment has, and puts <c>[secret:KIND:HASH]</c> in their
/// place. Safe for concurrent use. Does not find secrets of an unknown form, secrets that are encoded twice or cut in two, or
/// short passwords without a name beside them.
/// </summary>
public sealed class SecretScanner
{
    private static readonly Lazy<SecretPatterns> Bundled = new(Load);

    private static readonly Lazy<SecretScanner> Process = new(() => For(Environment.GetEnvironmentVariables()));

    private readonly KnownSecrets known;
    private readonly SecretNames names = new();

    private SecretScanner(KnownSecrets known) => this.known = known;

    /// <summary>Knows what this process's environment had when it was first asked.</summary>
    public static SecretScanner ForProcess => Process.Value;

    /// <param name="environment">Names and values; those count that look secret by their name or their form.</param>
    public static SecretScanner For(IDictionary environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return new SecretScanner(new KnownSecrets(KnownSecrets.FromEnvironment(
            environment, text => ByForm(text).Where(finding => finding.Length >= 8).Select(finding => text.Substring(finding.Start, finding.Length)))));
    }

    /// <summary>In order; they do not overlap.</summary>
    public IReadOnlyList<SecretFinding> Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. Chosen(text, byForm: true).Select(chosen => chosen.Finding)];
    }

    /// <summary>The text with every secret replaced. What was replaced already stays.</summary>
    public string Redact(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Replace(text, byForm: true);
    }

    /// <summary>Replaces only values of the environment: what looks like a secret may be what a program is about.</summary>
    public string RedactKnown(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Replace(text, byForm: false);
    }

    /// <summary>For text that comes in pieces.</summary>
    public SecretFilter NewFilter() => new(this, known.LongestOfSeveralLines);

    private string Replace(string text, bool byForm)
    {
        var chosen = Chosen(text, byForm);
        if (chosen.Count == 0)
            return text;
        var result = new StringBuilder(text.Length);
        var copied = 0;
        foreach (var (finding, value) in chosen)
        {
            result.Append(text, copied, finding.Start - copied).Append(names.Of(finding.Kind, value));
            copied = finding.Start + finding.Length;
        }
        return result.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>Of those that overlap, the first, and of those the longest; a known value before a form.</summary>
    private List<(SecretFinding Finding, string Value)> Chosen(string text, bool byForm)
    {
        var found = known.Find(text)
            .Concat(byForm ? ByForm(text).Select(finding => (Finding: finding, Value: text.Substring(finding.Start, finding.Length))) : [])
            .OrderBy(one => one.Finding.Start).ThenByDescending(one => one.Finding.Length);
        var chosen = new List<(SecretFinding Finding, string Value)>();
        foreach (var one in found)
        {
            if (chosen.Count == 0 || one.Finding.Start >= chosen[^1].Finding.Start + chosen[^1].Finding.Length)
                chosen.Add(one);
        }
        return chosen;
    }

    private static IEnumerable<SecretFinding> ByForm(string text) =>
        Bundled.Value.Patterns.SelectMany(pattern => pattern.Find(text, Bundled.Value.Ignored));

    private static SecretPatterns Load()
    {
        using var stream = typeof(SecretScanner).Assembly.GetManifestResourceStream("secrets.json")!;
        return JsonSerializer.Deserialize(stream, SecretsJson.Default.SecretPatterns)!;
    }
}
