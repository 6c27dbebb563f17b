using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Tanuki.Core.Tasks;
using Tanuki.Sandbox.Sessions;
using Tanuki.Tools.Workspaces;

namespace Tanuki.Tools.Commands.Debug;

internal sealed record DebugArguments(
    [Description("The program's or the tests' file.")][StringLength(1024, MinimumLength = 1)] string Path,
    [Description("Python: such as test_add or AddTests.test_add.")][StringLength(200, MinimumLength = 1)] string? Function = null,
    [Description("The program's own.")][MaxLength(32)] IReadOnlyList<string>? Arguments = null);

/// <summary>Works in a session of its own, with the debug profile and a copy of the files: nothing of it stays.</summary>
internal sealed class DebugTool() : Tool<DebugArguments>(
    "debug", ToolEffects.ReadsPrivateData | ToolEffects.BringsUntrustedContent | ToolEffects.RunsPrograms, Programs.Limits(60))
{
    private const string Copy = "what is debugged";
    private const int NoDebugger = 97;
    private const int DoesNotCompile = 98;

    private static readonly string PostMortem = Resources.Read("post_mortem.py");
    private static readonly string Native = Resources.Read("native_debug.sh");

    protected override async Task<ToolResult> RunAsync(DebugArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        var (path, problem) = WorkspacePaths.Read(arguments.Path);
        if (path is null)
            return ToolResult.Invalid(problem!);
        if (arguments.Arguments?.Any(argument => argument.Contains('\0')) == true || arguments.Function?.Contains('\0') == true)
            return ToolResult.Invalid("An argument of a program holds no NUL character.");
        var extension = Path.GetExtension(path);
        if (extension is not (".py" or ".c" or ".cc" or ".cpp" or ".cxx"))
            return ToolResult.Unavailable("There are debuggers for .py, .c, .cc, .cpp and .cxx.");
        if (context.Sessions is null)
            return ToolResult.Unavailable("This sandbox opens no further session, which a debugger needs.");
        var (_, failure) = await context.Files.ReadAsync(path, cancellationToken);
        if (failure is not null)
            return failure;
        var snapshot = await context.Session.SnapshotAsync(Copy, cancellationToken);
        await using var session = await context.Sessions.OpenSessionAsync(snapshot, context.Options with { Profile = SessionProfile.Debug }, cancellationToken);
        var debugging = context with { Session = session };
        return extension == ".py"
            ? await PythonAsync(debugging, path, arguments, cancellationToken)
            : await NativeAsync(debugging, path, arguments, extension, cancellationToken);
    }

    private async Task<ToolResult> PythonAsync(ToolContext context, string path, DebugArguments arguments, CancellationToken cancellationToken)
    {
        // A program that does not end says where it is shortly before it is stopped.
        var seconds = (Manifest.Limits.Time * 0.8).TotalSeconds.ToString(CultureInfo.InvariantCulture);
        var run = await Programs.RunAsync(
            context,
            ["python3", "-c", PostMortem, seconds, WorkspaceFiles.Argument(path), arguments.Function ?? "", .. arguments.Arguments ?? []],
            Manifest.Limits, [LanguageNames.Python], cancellationToken);
        if (run.Verdict.Stderr.Contains("Timeout (", StringComparison.Ordinal))
            return new ToolResult(ToolOutcome.TimedOut, $"{path} did not end; where it was:", run.Everything);
        return run.Verdict.ExitCode switch
        {
            0 => ToolResult.Ok($"{path} ended without an exception.", run.Everything),
            1 => ToolResult.Failed($"{path} ended with an exception; what it printed, then the exception and the stack:", run.Everything),
            _ => new ToolResult(run.Outcome, $"{path} {run.End}.", run.Everything),
        };
    }

    private async Task<ToolResult> NativeAsync(ToolContext context, string path, DebugArguments arguments, string extension, CancellationToken cancellationToken)
    {
        var language = extension == ".c" ? LanguageNames.C : LanguageNames.Cpp;
        var run = await Programs.RunAsync(
            context, ["sh", "-c", Native, "sh", WorkspaceFiles.Argument(path), .. arguments.Arguments ?? []], Manifest.Limits, [language], cancellationToken);
        return run.Verdict.ExitCode switch
        {
            NoDebugger => ToolResult.Unavailable("There is no gdb in this sandbox."),
            DoesNotCompile => ToolResult.Failed($"{path} does not compile.", run.Everything) with { Diagnostics = DiagnosticText.Read([language], run, [path]) },
            _ when run.Verdict.Stdout.Contains("received signal", StringComparison.Ordinal) => ToolResult.Failed($"{path} was ended by a signal; the stack:", run.Verdict.Stdout),
            _ when run.Verdict.Stdout.Contains("[Inferior 1 (", StringComparison.Ordinal) => ToolResult.Ok($"{path} ended without a signal.", run.Verdict.Stdout),
            _ => new ToolResult(run.Outcome, $"{path} {run.End}.", run.Everything),
        };
    }
}
