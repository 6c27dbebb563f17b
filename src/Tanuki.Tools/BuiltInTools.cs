using Tanuki.Core;
using Tanuki.Tools.Commands.Build;
using Tanuki.Tools.Commands.Compile;
using Tanuki.Tools.Commands.Debug;
using Tanuki.Tools.Commands.Format;
using Tanuki.Tools.Commands.Git;
using Tanuki.Tools.Commands.Lint;
using Tanuki.Tools.Commands.Packages;
using Tanuki.Tools.Commands.RunTests;
using Tanuki.Tools.Edits.ReplaceSymbol;
using Tanuki.Tools.Edits.ReplaceText;
using Tanuki.Tools.Edits.WriteFile;
using Tanuki.Tools.Files.ListFiles;
using Tanuki.Tools.Files.ReadFile;
using Tanuki.Tools.Files.Search;
using Tanuki.Tools.Web;
using Tanuki.Tools.Web.HttpGet;

namespace Tanuki.Tools;

/// <summary>The tools that come with Tanuki.</summary>
public static class BuiltInTools
{
    /// <exception cref="UsageException">A limit is set for a tool that there is not, or lies outside its range; or an origin is none.</exception>
    public static IReadOnlyList<ITool> All(BuiltInToolOptions? options = null)
    {
        options ??= new BuiltInToolOptions();
        IReadOnlyList<ILimitedTool> tools =
        [
            new ReadFileTool(), new ListFilesTool(), new SearchTool(),
            new WriteFileTool(), new ReplaceTextTool(), new ReplaceSymbolTool(options.Symbols ?? new IndentationLocator()),
            new BuildTool(), new RunTestsTool(), new LintTool(), new FormatTool(), new CompileTool(), new InstallPackagesTool(),
            new GitTool(), new DebugTool(),
            .. options.Http.AllowedOrigins.Count > 0 ? [new HttpGetTool(new HttpAccess(options.Http))] : Array.Empty<ILimitedTool>(),
        ];
        if (options.Limits.Keys.FirstOrDefault(name => tools.All(tool => tool.Manifest.Name != name)) is { } unknown)
            throw new UsageException($"There is no tool '{unknown}' to set limits for.", $"There are: {string.Join(", ", tools.Select(tool => tool.Manifest.Name))}.");
        foreach (var (name, limits) in options.Limits)
        {
            if (limits.Time.TotalSeconds is < 0.05 or > 3600 || limits.ResultCharacters is < 200 or > 200_000 || limits.MemoryMebibytes < 16 || limits.Processes < 1)
                throw new UsageException($"A limit of the tool '{name}' lies outside its range.", "0.05 to 3600 seconds, 200 to 200,000 characters, at least 16 MiB and one process.");
        }

        return [.. tools.Select(tool => options.Limits.TryGetValue(tool.Manifest.Name, out var limits) ? tool.Within(limits) : tool)];
    }
}

public sealed record BuiltInToolOptions
{
    /// <summary>Finds definitions; without one, by how code is laid out.</summary>
    public ISymbolLocator? Symbols { get; init; }

    /// <summary>Where http_get may fetch from; without an origin there is no such tool.</summary>
    public HttpOptions Http { get; init; } = new();

    /// <summary>In place of a tool's own, by its name.</summary>
    public IReadOnlyDictionary<string, ToolLimits> Limits { get; init; } = new Dictionary<string, ToolLimits>();
}
