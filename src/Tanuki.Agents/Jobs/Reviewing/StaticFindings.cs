using System.Text.Json;
using System.Text.RegularExpressions;
using Tanuki.Agents.Aggregation;
using Tanuki.Agents.Faults;
using Tanuki.Core;
using Tanuki.Core.Secrets;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Jobs.Reviewing;

/// <summary>
/// What is seen without a model and without executing anything: secrets in the text, and calls that are dangerous with input of
/// others. Patterns, not data flow: what a call is given is not looked at, and a call under another name is not seen.
/// </summary>
internal static class StaticFindings
{
    private static readonly Lazy<IReadOnlyDictionary<string, IReadOnlyList<Danger>>> Dangers = new(Load);

    public static IEnumerable<Finding> Of(SourceFile file, string language) => Secrets(file).Concat(Calls(file, language));

    private static IEnumerable<Finding> Secrets(SourceFile file) => SecretScanner.ForProcess.Find(file.Content).Select(found => new Finding(
        FindingSeverity.Error, FindingEvidence.Secret, file.Path, LineOf(file.Content, found.Start), null,
            $"holds a secret ({found.Kind}): take it from outside the program"));

    private static IEnumerable<Finding> Calls(SourceFile file, string language)
    {
        var code = WithoutTexts(file.Content, language);
        return Dangers.Value.GetValueOrDefault(language, [])
            .SelectMany(danger => Regex.Matches(code, danger.Pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
                TimeSpan.FromSeconds(1))
                .Select(match => new Finding(FindingSeverity.Warning, FindingEvidence.DangerousCall, file.Path, LineOf(code, match.Index), null,
                    danger.Message)))
            .OrderBy(finding => finding.Line);
    }

    /// <summary>The same text with blanks for comments and for what is in quotes, where the language's tokens are known.</summary>
    private static string WithoutTexts(string text, string language)
    {
        if (SourceLanguage.Find(language) is not { } known)
            return text;
        var blank = text.Select(character => character == '\n' ? '\n' : ' ').ToArray();
        foreach (var token in new SourceText("program", text, known).Tokens.Where(token => token.Kind != TokenKind.Text))
            token.Text.CopyTo(0, blank, token.Start, token.Text.Length);
        return new string(blank);
    }

    private static int LineOf(string text, int position) => text.AsSpan(0, position).Count('\n') + 1;

    private static IReadOnlyDictionary<string, IReadOnlyList<Danger>> Load()
    {
        using var stream = typeof(StaticFindings).Assembly.GetManifestResourceStream("dangers.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, IReadOnlyList<Danger>>>(stream, TanukiJson.Compact)!;
    }

    private sealed record Danger(string Pattern, string Message);
}
