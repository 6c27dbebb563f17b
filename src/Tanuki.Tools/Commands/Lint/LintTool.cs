using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Tanuki.Sandbox.Profiles.Errors;

namespace Tanuki.Tools.Commands.Lint;

internal sealed record LintArguments([Description("A file or folder; left out for the whole workspace.")][StringLength(1024)] string Path = "");

internal sealed class LintTool() : Tool<LintArguments>(
    "lint", ToolEffects.ReadsPrivateData | ToolEffects.BringsUntrustedContent | ToolEffects.RunsPrograms, Programs.Limits(60))
{
    protected override async Task<ToolResult> RunAsync(LintArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        var choice = await SourceChoice.OfAsync(SourceProgram.Linters, "linter", arguments.Path, context, cancellationToken);
        if (choice.Problem is not null)
            return choice.Problem;
        var (findings, output, sentences) = (new List<Diagnostic>(), new List<string>(), new List<string>());
        var outcome = ToolOutcome.Ok;
        foreach (var (kind, program, files) in choice.Programs)
        {
            var run = await Programs.RunAsync(context, Programs.Fill(kind.Command, program, files), Manifest.Limits, kind.Languages, cancellationToken);
            var found = DiagnosticText.Read(kind.Pattern!, run.Verdict.Stdout);
            findings.AddRange(found);
            output.Add(run.Everything);
            sentences.Add(run.Ok ? $"{kind.Name} finds nothing in {files.Count} files." : found.Count > 0 ? $"{kind.Name} finds {found.Count} things." : $"{kind.Name} {run.End}.");
            outcome = outcome == ToolOutcome.Ok ? run.Outcome : outcome;
        }

        if (choice.Absent.Count > 0)
            sentences.Add($"Not installed here: {string.Join(", ", choice.Absent)}.");
        return new ToolResult(outcome, string.Join(' ', sentences), string.Join('\n', output.Where(text => text.Length > 0))) { Diagnostics = findings };
    }
}
