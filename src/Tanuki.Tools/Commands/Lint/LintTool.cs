using Tanuki.Tools.Workspaces;

namespace Tanuki.Tools.Commands.Lint;

internal sealed class LintTool() : SourceTool(
    "lint", "linter", ToolEffects.ReadsPrivateData | ToolEffects.BringsUntrustedContent | ToolEffects.RunsPrograms, SourceProgram.Linters)
{
    protected override async Task<SourceReport> ReportAsync(
        SourceProgram kind, IReadOnlyList<string> files, ToolContext context, Func<Task<SessionRun>> run, CancellationToken cancellationToken)
    {
        var ended = await run();
        var found = DiagnosticText.Read(kind.Pattern!, ended.Verdict.Stdout);
        var sentence = ended.Ok ? $"{kind.Name} finds nothing in {files.Count} files."
            : found.Count > 0 ? $"{kind.Name} finds {found.Count} things." : $"{kind.Name} {ended.End}.";
        return new SourceReport(ended.Outcome, sentence, ended.Everything, [], found);
    }
}
