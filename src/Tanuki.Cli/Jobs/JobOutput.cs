using System.Globalization;
using Tanuki.Agents.Jobs;
using Tanuki.Cli.Errors;
using Tanuki.Cli.Runs;

namespace Tanuki.Cli.Jobs;

/// <summary>What the specialists' commands print: programs, texts and findings on stdout, a sentence for each file on stderr.</summary>
internal static class JobOutput
{
    /// <returns>0 when every job succeeded, else 2.</returns>
    public static int Write(CliHost host, IReadOnlyList<JobResult> results, bool json, bool quiet)
    {
        if (json)
            JsonOutput.Write(host, results);
        else
            WriteText(host, results);
        foreach (var result in quiet ? [] : results)
            host.Error.WriteLine(ErrorLines.OneLine(results.Count > 1 ? $"{result.Path}: {result.Why}" : result.Why));
        return results.All(result => result.Succeeded) ? ExitCode.Success : ExitCode.Unverified;
    }

    private static void WriteText(CliHost host, IReadOnlyList<JobResult> results)
    {
        foreach (var finding in results.SelectMany(result => result.Findings))
            host.Out.WriteLine(ErrorLines.OneLine(Line(finding)));
        foreach (var result in results.Where(result => result.Text is not null))
        {
            if (results.Count > 1)
                host.Out.WriteLine($"==> {result.Path} <==");
            host.Out.WriteLine(result.Text);
        }

        AnswerText.Write(host.Out, [.. results.SelectMany(result => result.Files)]);
    }

    /// <summary>As compilers write it: <c>FILE:LINE: error (exception): f([]) raised …</c></summary>
    private static string Line(Finding finding)
    {
        var place = finding.Line is { } line ? string.Create(CultureInfo.InvariantCulture, $"{finding.Path}:{line}") : finding.Path;
        var what = finding.Call is null ? finding.Message : $"{finding.Call} {finding.Message}";
        return $"{place}: {JsonOutput.Name(finding.Severity)} ({JsonOutput.Name(finding.Evidence)}): {what}";
    }
}
