using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Tanuki.Sandbox.Profiles.Errors;

/// <summary>
/// Reads what compilers and runtimes say about errors, by the language profile's <see cref="LanguageProfile.Errors"/>. A
/// program can print whatever looks like an error: diagnostics help to mend a program, and prove nothing about it.
/// </summary>
public static class ErrorReader
{
    public const int MostDiagnostics = 20;
    private const int MostMessageLength = 500;
    private const string WorkFolder = "/work/";
    private static readonly TimeSpan MatchTime = TimeSpan.FromSeconds(1);
    private static readonly ConcurrentDictionary<string, Regex> Expressions = new(StringComparer.Ordinal);

    /// <summary>The verdict with its diagnostics, in the order of the text; none where the program did not fail by itself.</summary>
    public static SandboxVerdict Explain(SandboxJob job, SandboxVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(verdict);
        return verdict.Outcome is SandboxOutcome.Ok or SandboxOutcome.SandboxFailure || ProfileCatalogue.Find(job.Language) is not { } profile
            ? verdict
            : verdict with { Diagnostics = Read(profile, job, verdict) };
    }

    private static List<Diagnostic> Read(LanguageProfile profile, SandboxJob job, SandboxVerdict verdict)
    {
        // Some compilers report on standard output; what a program prints there is its result.
        var text = (verdict.Phase == SandboxPhase.Compile ? $"{verdict.Stdout}\n{verdict.Stderr}\n" : verdict.Stderr + "\n")
            .ReplaceLineEndings("\n");
        var found = new SortedList<int, (int End, Diagnostic Diagnostic)>();
        try
        {
            foreach (var format in profile.Errors.Where(format => format.Phase is null || format.Phase == verdict.Phase))
            {
                foreach (Match match in Expression(format.Pattern).Matches(text))
                {
                    if (!found.Any(other => match.Index < other.Value.End && other.Key < match.Index + match.Length))
                        found.Add(match.Index, (match.Index + match.Length, Diagnostic(format, match, job)));
                    if (found.Count >= MostDiagnostics)
                        break;
                }
            }
        }
        catch (RegexMatchTimeoutException)
        {
            // Text that was made to be slow to read; what was found until then stands.
        }

        return [.. found.Values.Select(each => each.Diagnostic).Distinct()];
    }

    private static Diagnostic Diagnostic(ErrorFormat format, Match match, SandboxJob job)
    {
        var place = match.Groups;
        if (format.Frame is not null)
        {
            var own = Expression(format.Frame).Matches(match.Value).Where(frame => OwnFile(Text(frame.Groups, "file"), job) is not null);
            place = (format.InnermostLast ? own.LastOrDefault() : own.FirstOrDefault())?.Groups ?? place;
        }

        var line = Number(place, "line");
        var file = Text(place, "file");
        var message = match.Groups["message"].Value.Trim();
        return new Diagnostic(
            file is null ? line is null ? null : job.Files[0].Path : OwnFile(file, job) ?? file,
            line,
            Number(place, "column"),
            Text(match.Groups, "code"),
            message.Length > MostMessageLength ? message[..MostMessageLength] : message);
    }

    /// <summary>Null when the path is none of the job's files.</summary>
    private static string? OwnFile(string? path, SandboxJob job)
    {
        if (path is null)
            return null;

        // Without a sandbox the work folder lies elsewhere and has the same name.
        var work = path.LastIndexOf(WorkFolder, StringComparison.Ordinal);
        var relative = work >= 0 ? path[(work + WorkFolder.Length)..] : path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
        return job.Files.FirstOrDefault(file => file.Path == relative)?.Path

            // Java's frames have a name without a folder.
            ?? (relative.Contains('/', StringComparison.Ordinal) ? null : job.Files.FirstOrDefault(file => Path.GetFileName(file.Path) == relative)?.Path);
    }

    private static string? Text(GroupCollection groups, string name) => groups[name] is { Success: true, Value: { Length: > 0 } text } ? text : null;

    private static int? Number(GroupCollection groups, string name) =>
        int.TryParse(groups[name].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Regex Expression(string pattern) => Expressions.GetOrAdd(pattern, static text => new Regex(
        text, RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, MatchTime));
}
