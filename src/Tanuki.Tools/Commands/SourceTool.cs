using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Tanuki.Sandbox.Profiles.Errors;
using Tanuki.Tools.Workspaces;

namespace Tanuki.Tools.Commands;

internal sealed record SourceArguments(
    [Description("A file or folder; left out for the whole workspace.")][StringLength(1024)] string Path = "");

/// <summary>
/// A tool that gives files to the programs that are for them, one program after another; the first that is not content says how it
/// went.
/// </summary>
/// <param name="noun">What one of the programs is called.</param>
internal abstract class SourceTool(string name, string noun, ToolEffects effects, IReadOnlyList<SourceProgram> kinds)
    : Tool<SourceArguments>(name, effects, Programs.Limits(60))
{
    protected override async Task<ToolResult> RunAsync(SourceArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        var choice = await SourceChoice.OfAsync(kinds, noun, arguments.Path, context, cancellationToken);
        if (choice.Problem is not null)
            return choice.Problem;
        var reports = new List<SourceReport>();
        foreach (var (kind, program, files) in choice.Programs)
            reports.Add(await ReportAsync(kind, files, context, () => StartAsync(kind, program, files), cancellationToken));
        return Result(reports, choice.Absent);

        Task<SessionRun> StartAsync(SourceProgram kind, string program, IReadOnlyList<string> files) =>
            Programs.RunAsync(context, Programs.Fill(kind.Command, program, files), Manifest.Limits, kind.Languages, cancellationToken);
    }

    /// <param name="run">Has the program work on its files.</param>
    protected abstract Task<SourceReport> ReportAsync(
        SourceProgram kind, IReadOnlyList<string> files, ToolContext context, Func<Task<SessionRun>> run, CancellationToken cancellationToken);

    private static ToolResult Result(List<SourceReport> reports, IReadOnlyList<string> absent)
    {
        var sentences = reports.Select(report => report.Sentence).ToList();
        if (absent.Count > 0)
            sentences.Add($"Not installed here: {string.Join(", ", absent)}.");
        var data = reports.SelectMany(report => report.Changed).Concat(reports.Select(report => report.Output).Where(text => text.Length > 0));
        var outcome = reports.Select(report => report.Outcome).FirstOrDefault(outcome => outcome != ToolOutcome.Ok);
        return new ToolResult(outcome, string.Join(' ', sentences), string.Join('\n', data))
        {
            Diagnostics = [.. reports.SelectMany(report => report.Findings)],
            ChangedWorkspace = reports.Any(report => report.Changed.Count > 0),
        };
    }
}

/// <summary>How one program went.</summary>
/// <param name="Changed">Files that are now other than before.</param>
internal sealed record SourceReport(
    ToolOutcome Outcome, string Sentence, string Output, IReadOnlyList<string> Changed, IReadOnlyList<Diagnostic> Findings);
