using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.RegularExpressions;
using Tanuki.Tools.Workspaces;

namespace Tanuki.Tools.Commands.Git;

internal sealed record GitArguments(
    [AllowedValues("status", "diff", "log", "show", "blame")] string Command,
    [Description("Such as HEAD~1 or main..HEAD.")][StringLength(200, MinimumLength = 1)] string? Revision = null,
    [Description("Only this file or folder.")][StringLength(1024)] string? Path = null,
    [Description("How many commits a log shows.")][Range(1, 500)] int Count = 20,
    [Range(1, 10_000_000)] int FirstLine = 1,
    [Range(1, 10_000_000)] int LastLine = 100);

internal sealed partial class GitTool() : Tool<GitArguments>(
    "git", ToolEffects.ReadsPrivateData | ToolEffects.BringsUntrustedContent, new ToolLimits { MemoryMebibytes = 1024, Time = TimeSpan.FromSeconds(30) })
{
    private const int NoRepository = 96;
    private const int NoGit = 97;

    private static readonly string[] NoPrograms = ["--no-ext-diff", "--no-textconv", "--ignore-submodules=all"];
    private static readonly string Script = Resources.Read("private_git.sh");

    protected override async Task<ToolResult> RunAsync(GitArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        if (arguments.Revision is { } revision && !Revisions().IsMatch(revision))
            return ToolResult.Invalid("\"revision\": wanted a revision such as HEAD~1, main..HEAD or v1.0:src/main.py; came something else.");
        if (arguments.Command == "blame" && string.IsNullOrEmpty(arguments.Path))
            return ToolResult.Invalid("\"path\": wanted the file to blame; came none.");
        var (path, problem) = WorkspacePaths.Read(arguments.Path ?? "");
        if (path is null)
            return ToolResult.Invalid(problem!);
        var run = await Programs.RunAsync(context, ["sh", "-c", Script, "sh", .. Words(arguments, path)], Manifest.Limits, [], cancellationToken);
        return run.Verdict.ExitCode switch
        {
            NoRepository => ToolResult.Unavailable("The workspace is not a git repository of its own (there is no folder .git)."),
            NoGit => ToolResult.Unavailable("There is no git in this sandbox."),
            _ when run.Ok && run.Everything.Length == 0 => ToolResult.Ok($"git {arguments.Command} has nothing to show."),
            _ => new ToolResult(run.Outcome, $"git {arguments.Command} {run.End}.", run.Everything),
        };
    }

    private static IReadOnlyList<string> Words(GitArguments arguments, string path)
    {
        IReadOnlyList<string> behind = path.Length == 0 ? ["--"] : ["--", path];
        return arguments.Command switch
        {
            "status" => ["status", "--short", "--branch", "--ignore-submodules=all", .. behind],
            "diff" => ["diff", .. NoPrograms, "--end-of-options", .. Optional(arguments.Revision), .. behind],
            "log" =>
            [
                "log", .. NoPrograms, "--date=short", "--format=%h %ad %an: %s", "-n", arguments.Count.ToString(CultureInfo.InvariantCulture),
                "--end-of-options", arguments.Revision ?? "HEAD", .. behind,
            ],
            "show" => ["show", .. NoPrograms, "--date=short", "--format=commit %H%n%ad %an%n%n%B", "--end-of-options", arguments.Revision ?? "HEAD", .. behind],
            _ =>
            [
                "blame", "--date=short", string.Create(CultureInfo.InvariantCulture, $"-L{arguments.FirstLine},{Math.Max(arguments.FirstLine, arguments.LastLine)}"),
                .. Optional(arguments.Revision), .. behind,
            ],
        };
    }

    private static string[] Optional(string? text) => text is null ? [] : [text];

    [GeneratedRegex(@"^[A-Za-z0-9_.@][A-Za-z0-9_./~^@{}:+-]*\z")]
    private static partial Regex Revisions();
}
