using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Tanuki.Tools.Commands.Compile;

internal sealed record CompileArguments([Description("A source file or a folder of them.")][StringLength(1024, MinimumLength = 1)] string Path);

internal sealed class CompileTool() : Tool<CompileArguments>(
    "compile", ToolEffects.ReadsPrivateData | ToolEffects.BringsUntrustedContent | ToolEffects.RunsPrograms, Programs.Limits(60))
{
    private const int MostSingleFiles = 20;

    protected override async Task<ToolResult> RunAsync(CompileArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        var choice = await SourceChoice.OfAsync(SourceProgram.Compilers, "compiler", arguments.Path, context, cancellationToken);
        if (choice.Problem is not null)
            return choice.Problem;
        foreach (var (kind, program, files) in choice.Programs)
        {
            foreach (var some in kind.OneFile ? files.Take(MostSingleFiles).Select(file => (IReadOnlyList<string>)[file]) : [files])
            {
                var run = await Programs.RunAsync(context, Programs.Fill(kind.Command, program, some), Manifest.Limits, kind.Languages, cancellationToken);
                if (!run.Ok)
                    return new ToolResult(run.Outcome, $"{kind.Name} {run.End}.", run.Everything) { Diagnostics = DiagnosticText.Read(kind.Languages, run, some) };
            }
        }

        return ToolResult.Ok($"{choice.Programs.Sum(each => each.Kind.OneFile ? Math.Min(MostSingleFiles, each.Files.Count) : each.Files.Count)} files compile ({string.Join(", ", choice.Programs.Select(each => each.Kind.Name))}).");
    }
}
