using Tanuki.Tools.Workspaces;

namespace Tanuki.Tools.Commands;

/// <summary>Builds or tests a project, or gets its packages, by the user's own command or by what its files say it is.</summary>
internal sealed class ProjectRun(ToolContext context, ToolLimits limits, string what)
{
    public async Task<ToolResult> RunAsync(string? own, Func<ProjectKind, IReadOnlyList<string>?> command, string? filter, CancellationToken cancellationToken)
    {
        var (files, problem) = await Programs.FilesAsync(context, "", cancellationToken);
        if (problem is not null)
            return problem;
        var kinds = ProjectKind.All.Where(kind => kind.Fits(files)).ToList();
        if (own is not null)
        {
            if (filter is not null)
                return ToolResult.Invalid("\"filter\": the project's own command takes none; leave it out.");
            var languages = kinds.Select(kind => kind.Language).ToList();
            var environment = kinds.SelectMany(kind => kind.Environment ?? new Dictionary<string, string>()).DistinctBy(variable => variable.Key).ToDictionary();
            var run = await Programs.RunAsync(context, ["sh", "-c", own], limits, languages, cancellationToken, environment);
            return Result(run, "The project's command", languages, pattern: null, files);
        }

        var absent = new List<string>();
        foreach (var kind in kinds)
        {
            if (command(kind) is not { } words)
                continue;
            if (!await IsThereAsync(kind, words[0], cancellationToken))
            {
                absent.Add(kind.Name);
                continue;
            }

            if (filter is not null)
            {
                if (kind.Filter is null)
                    return ToolResult.Invalid($"\"filter\": {kind.Name} takes none; leave it out.");
                words = [.. words, .. Programs.Fill(kind.Filter, "", [], filter)];
            }

            return Result(await Programs.RunAsync(context, words, limits, [kind.Language], cancellationToken, kind.Environment), kind.Name, [kind.Language], kind.Pattern, files);
        }

        return ToolResult.Unavailable(absent.Count == 0
            ? $"There is no command to {what}: nothing in the workspace says what kind of project it is."
            : $"There is no command to {what} here: the project is one for {string.Join(", ", absent)}, which this machine does not have.");
    }

    private async Task<bool> IsThereAsync(ProjectKind kind, string program, CancellationToken cancellationToken) => kind.Probe is { } probe
        ? (await Programs.RunAsync(context, probe, new ToolLimits(), [kind.Language], cancellationToken)).Ok
        : await Programs.FindAsync(context, [program], cancellationToken) is not null;

    private ToolResult Result(SessionRun run, string name, IReadOnlyList<string> languages, string? pattern, IReadOnlyList<string> files)
    {
        var diagnostics = run.Ok ? []
            : pattern is not null && DiagnosticText.Read(pattern, run.Everything) is { Count: > 0 } own ? own
            : DiagnosticText.Read(languages, run, files);
        var (read, data) = diagnostics.Count == 0
            ? ("", run.Everything)
            : ($" {diagnostics.Count} errors can be read from its output, and come first.", $"{string.Join('\n', diagnostics)}\n\n{run.Everything}");
        return new ToolResult(run.Outcome, $"{name} {run.End}.{read}", data) { Diagnostics = diagnostics };
    }
}
