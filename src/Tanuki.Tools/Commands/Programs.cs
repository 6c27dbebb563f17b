using System.Collections.ObjectModel;
using System.Text.RegularExpressions;
using Tanuki.Sandbox;
using Tanuki.Sandbox.Profiles;
using Tanuki.Sandbox.Sessions;
using Tanuki.Tools.Files;
using Tanuki.Tools.Workspaces;

namespace Tanuki.Tools.Commands;

/// <summary>What the tools share that run programs of the workspace or of the machine in its sandbox.</summary>
internal static partial class Programs
{
    private const int MostOutput = 16 << 20;
    private const int MostFiles = 200;
    private const int MostListed = 8 << 20;

    /// <summary>One of the names or paths, the first that is there, is printed.</summary>
    private const string FirstThatIsThere = """
        for program; do
            if command -v -- "$program" >/dev/null 2>&1; then printf %s "$program"; exit 0; fi
        done
        exit 1
        """;

    public static ToolLimits Limits(double seconds) => new()
    {
        Time = TimeSpan.FromSeconds(seconds),
        MemoryMebibytes = 2048,
        Processes = 256,
    };

    /// <param name="languages">Those whose toolchains are wanted; the ones that this machine does not have are left out.</param>
    public static async Task<SessionRun> RunAsync(
        ToolContext context, IReadOnlyList<string> command, ToolLimits limits, IEnumerable<string> languages, CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        var present = new List<string>();
        foreach (var language in languages.Distinct(StringComparer.Ordinal))
        {
            if (await ToolchainProbe.FindAsync(language, cancellationToken) is { Present: true })
                present.Add(language);
        }

        return await context.Files.RunAsync(
            new SessionCommand
            {
                Arguments = command,
                Languages = present,
                Environment = environment ?? ReadOnlyDictionary<string, string>.Empty,
                Limits = new SandboxLimits { Time = limits.Time, MemoryMebibytes = limits.MemoryMebibytes, Processes = limits.Processes, DiskMebibytes = 512 },
            },
            MostOutput,
            cancellationToken);
    }

    /// <summary>Null when none of them is there.</summary>
    public static async Task<string?> FindAsync(ToolContext context, IReadOnlyList<string> programs, CancellationToken cancellationToken)
    {
        var run = await RunAsync(context, ["sh", "-c", FirstThatIsThere, "sh", .. programs], new ToolLimits(), [], cancellationToken);
        return run.Ok ? run.Output : null;
    }

    /// <summary>Files below a path, relative to the workspace, in order; or what is wrong with the path.</summary>
    public static async Task<(IReadOnlyList<string> Files, ToolResult? Problem)> FilesAsync(
        ToolContext context, string written, CancellationToken cancellationToken)
    {
        var (path, problem) = WorkspacePaths.Read(written);
        if (path is null)
            return ([], ToolResult.Invalid(problem!));
        var (run, failure) = await context.Files.OnAsync(
            path, ["find", WorkspaceFiles.Argument(path), .. HiddenFolders.Pruned, "-type", "f", "-print0"], new ToolLimits(), MostListed, cancellationToken);
        if (failure is not null)
            return ([], ToolResult.Failed(failure));
        return ([.. WorkspaceFiles.Split(run.Stdout).Select(WorkspaceFiles.Relative).Order(StringComparer.Ordinal)], null);
    }

    /// <summary>Those with one of the extensions, at most as many as fit into one command.</summary>
    public static IReadOnlyList<string> With(this IEnumerable<string> files, IReadOnlyList<string> extensions) =>
        [.. files.Where(file => extensions.Contains(Path.GetExtension(file), StringComparer.Ordinal)).Take(MostFiles)];

    /// <summary>A command of the data files with its places filled.</summary>
    public static IReadOnlyList<string> Fill(IReadOnlyList<string> template, string program, IReadOnlyList<string> files, string text = "") =>
    [
        .. template.SelectMany(word => word == "{files}"
            ? files.Select(WorkspaceFiles.Argument)
            : [word.Replace("{program}", program, StringComparison.Ordinal).Replace("{text}", text, StringComparison.Ordinal)]),
    ];

    /// <summary>Null when a program may get it as an argument that is no option.</summary>
    public static string? Objection(string name, string? text) =>
        text is null || Plain().IsMatch(text) ? null : $"\"{name}\": wanted one line that does not begin with \"-\"; came something else.";

    [GeneratedRegex(@"^[^-\p{C}\p{Zl}\p{Zp}][^\p{C}\p{Zl}\p{Zp}]*\z")]
    private static partial Regex Plain();
}
