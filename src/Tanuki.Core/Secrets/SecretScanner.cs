using System.Collections;
using System.Text;

namespace Tanuki.Core.Secrets;

/// <summary>
/// Finds secrets in texts, by their form and by the values that the environment has, and puts <c>[secret:KIND:HASH]</c> in their
/// place. Safe for concurrent use. Does not find secrets of an unknown form, secrets that are encoded twice or cut in two, or
/// short passwords without a name beside them.
/// </summary>
public sealed class SecretScanner
{
    private static readonly Lazy<SecretPatterns> Bundled = new(SecretPatterns.Read);

    private static readonly Lazy<SecretScanner> Process = new(() => For(Environment.GetEnvironmentVariables()));

    // Looking through the environment takes milliseconds, which commands that log nothing need not wait for.
    private readonly Lazy<KnownSecrets> known;
    private readonly SecretNames names = new();

    private SecretScanner(Func<KnownSecrets> known) => this.known = new(known);

    /// <summary>Knows what this process's environment had when it was first asked.</summary>
    public static SecretScanner ForProcess => Process.Value;

    /// <param name="environment">Names and values; those count that look secret by their name or their form.</param>
    public static SecretScanner For(IDictionary environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return new SecretScanner(() => new KnownSecrets(KnownSecrets.FromEnvironment(
            environment, text => ByForm(text).Where(finding => finding.Length >= 8).Select(finding => text.Substring(finding.Start, finding.Length)))));
    }

    /// <summary>Does now what the first text would have to wait for.</summary>
    public void Prepare() => _ = known.Value;

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
    public SecretFilter NewFilter() => new(this, known.Value.LongestOfSeveralLines);

    private string Replace(string text, bool byForm)
    {
        var chosen = Chosen(text, byForm);
        if (chosen.Count == 0)
            return text;
        var result = new StringBuilder(text.Length);
        var copied = 0;
        foreach (var found in chosen)
        {
            result.Append(text, copied, found.Finding.Start - copied).Append(names.Of(found.Finding.Kind, found.Value));
            copied = found.Finding.Start + found.Finding.Length;
        }
        return result.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>Of those that overlap, the first, and of those the longest; a known value before a form.</summary>
    private List<FoundSecret> Chosen(string text, bool byForm)
    {
        var found = known.Value.Find(text).ToList();
        if (byForm)
            found.AddRange(ByForm(text).Select(finding => new FoundSecret(finding, text.Substring(finding.Start, finding.Length))));
        if (found.Count < 2)
            return found;
        var chosen = new List<FoundSecret>();
        foreach (var one in found.OrderBy(one => one.Finding.Start).ThenByDescending(one => one.Finding.Length))
        {
            if (chosen.Count == 0 || one.Finding.Start >= chosen[^1].Finding.Start + chosen[^1].Finding.Length)
                chosen.Add(one);
        }
        return chosen;
    }

    private static IEnumerable<SecretFinding> ByForm(string text) =>
        Bundled.Value.Patterns.SelectMany(pattern => pattern.Find(text, Bundled.Value.Ignored));
}
