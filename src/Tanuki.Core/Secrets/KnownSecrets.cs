using System.Collections;
using System.Text;

namespace Tanuki.Core.Secrets;

/// <summary>Values that are secrets wherever they stand: those of environment variables whose names say so, as they are and as they are encoded in URLs and in base64.</summary>
internal sealed class KnownSecrets
{
    public const string Kind = "env";

    /// <summary>A shorter value is a word of every other text.</summary>
    private const int ShortestValue = 8;

    /// <summary>Shorter ones are found only where no letter or digit is beside them.</summary>
    private const int ShortestInside = 12;

    /// <summary>Only letters, and no longer: rather a name, such as that of a database, than a secret.</summary>
    private const int LongestName = 12;

    private static readonly HashSet<string> SecretWords = new(StringComparer.Ordinal)
    {
        "KEY", "APIKEY", "TOKEN", "SECRET", "SECRETS", "PASSWORD", "PASSWD", "PASSPHRASE", "PASS", "PWD", "CREDENTIAL", "CREDENTIALS", "AUTH", "PAT", "COOKIE", "WEBHOOK",
    };

    private readonly List<KnownForm> forms;

    public KnownSecrets(IEnumerable<string> values) => forms = [.. values
        .Distinct(StringComparer.Ordinal)
        .SelectMany(value => Forms(value).Distinct(StringComparer.Ordinal).Select(form => new KnownForm(form, value)))
        .OrderByDescending(known => known.Form.Length).ThenBy(known => known.Form, StringComparer.Ordinal)];

    /// <summary>The longest form that has a line break: until so much has come, a line may belong to it.</summary>
    public int LongestOfSeveralLines => forms.Where(known => known.Form.Contains('\n', StringComparison.Ordinal)).Select(known => known.Form.Length).FirstOrDefault();

    public static IEnumerable<string> FromEnvironment(IDictionary environment, Func<string, IEnumerable<string>> patterned)
    {
        foreach (DictionaryEntry variable in environment)
        {
            if (variable is not { Key: string name, Value: string { Length: > 0 } value })
                continue;
            if (SaysSo(name) && MayBeOne(value.Trim()))
                yield return value.Trim();
            foreach (var inside in patterned(value))
                yield return inside;
        }
    }

    /// <summary>With the value itself, whichever form it has, so that equal ones are named alike.</summary>
    public IEnumerable<FoundSecret> Find(string text)
    {
        foreach (var (form, value) in forms)
        {
            for (var at = text.IndexOf(form, StringComparison.Ordinal); at >= 0; at = text.IndexOf(form, at + form.Length, StringComparison.Ordinal))
            {
                if (form.Length >= ShortestInside || (!IsWord(text, at - 1) && !IsWord(text, at + form.Length)))
                    yield return new FoundSecret(new SecretFinding(Kind, at, form.Length), value);
            }
        }
    }

    internal static bool SaysSo(string name) => name.ToUpperInvariant().Split('_', '-', '.').Any(word => SecretWords.Contains(word) || word.EndsWith("APIKEY", StringComparison.Ordinal));

    internal static bool MayBeOne(string value) =>
        value.Length >= ShortestValue
        && value[0] is not ('/' or '~')
        && !(value.Length <= LongestName && value.All(char.IsLetter))
        && !(value.Length < 10 && value.All(char.IsDigit));

    private static bool IsWord(string text, int at) => at >= 0 && at < text.Length && char.IsLetterOrDigit(text[at]);

    private static IEnumerable<string> Forms(string value)
    {
        yield return value;
        yield return Uri.EscapeDataString(value);
        yield return Uri.EscapeDataString(value).Replace("%20", "+", StringComparison.Ordinal);
        yield return value.Replace("\n", "\\n", StringComparison.Ordinal);
        foreach (var form in InBase64(Encoding.UTF8.GetBytes(value)).Where(form => form.Length >= ShortestInside))
        {
            yield return form;
            yield return form.Replace('+', '-').Replace('/', '_');
        }
    }

    /// <summary>Where it stands in the middle of what was encoded, it begins at one of three bits; the letters that it shares with its neighbours are left off.</summary>
    private static IEnumerable<string> InBase64(byte[] value)
    {
        for (var before = 0; before < 3; before++)
        {
            var encoded = Convert.ToBase64String([.. new byte[before], .. value]);
            var begin = before == 0 ? 0 : before + 1;
            var end = (before + value.Length) * 8 / 6;
            yield return encoded[begin..end];
        }
    }

    // A class: lists of pairs that are values are compiled anew at every start.
    private sealed record KnownForm(string Form, string Value);
}

/// <param name="Value">The secret itself, whichever form it has in the text.</param>
internal sealed record FoundSecret(SecretFinding Finding, string Value);
