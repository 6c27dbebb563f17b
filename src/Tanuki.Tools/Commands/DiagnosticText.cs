using System.Globalization;
using System.Text.RegularExpressions;
using Tanuki.Sandbox;
using Tanuki.Sandbox.Profiles.Errors;
using Tanuki.Tools.Workspaces;

namespace Tanuki.Tools.Commands;

/// <summary>Places and messages of errors in what programs print. Any program can print them: they help, and prove nothing.</summary>
internal static class DiagnosticText
{
    private const string Work = "/work/";
    private static readonly TimeSpan MatchTime = TimeSpan.FromSeconds(1);

    /// <summary>By the language's profile; files that are not the workspace's own are the last resort.</summary>
    public static IReadOnlyList<Diagnostic> Read(IEnumerable<string> languages, SessionRun run, IReadOnlyList<string> files) => run.Ok ? [] :
    [
        .. languages
            .SelectMany(language => ErrorReader.Explain(
                new SandboxJob { Language = language, Files = [.. files.DefaultIfEmpty("main").Select(file => new SandboxFile(file, default))] },

                // Builds and tests report on either stream, as compilers do.
                run.Verdict with { Phase = SandboxPhase.Compile }).Diagnostics)
            .Select(Inside).Distinct().Take(ErrorReader.MostDiagnostics),
    ];

    /// <param name="pattern">With the groups of <see cref="ErrorFormat.Pattern"/>.</param>
    public static IReadOnlyList<Diagnostic> Read(string pattern, string text)
    {
        var expression = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, MatchTime);
        try
        {
            return [.. expression.Matches(text).Take(ErrorReader.MostDiagnostics).Select(match => Inside(new Diagnostic(
                Group(match, "file"), Number(match, "line"), Number(match, "column"), Group(match, "code"), Group(match, "message")?.Trim() ?? "")))];
        }
        catch (RegexMatchTimeoutException)
        {
            return [];
        }
    }

    private static Diagnostic Inside(Diagnostic diagnostic) => diagnostic with
    {
        File = diagnostic.File switch
        {
            null => null,
            var file when file.StartsWith(Work, StringComparison.Ordinal) => file[Work.Length..],
            var file => WorkspaceFiles.Relative(file),
        },
    };

    private static string? Group(Match match, string name) => match.Groups[name] is { Success: true, Value: { Length: > 0 } text } ? text : null;

    private static int? Number(Match match, string name) =>
        int.TryParse(Group(match, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
