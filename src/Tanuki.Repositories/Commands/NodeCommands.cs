using System.Text.Json;

namespace Tanuki.Repositories.Commands;

internal sealed class NodeCommands : ICommandSource
{
    private const string Manifest = "package.json";

    /// <summary>What <c>npm init</c> writes when there are no tests.</summary>
    private const string NoTests = "no test specified";

    private static readonly (string Script, CommandKind Kind)[] Known =
    [
        ("test", CommandKind.Test), ("test:unit", CommandKind.Test), ("build", CommandKind.Build), ("compile", CommandKind.Build),
        ("typecheck", CommandKind.Lint), ("lint", CommandKind.Lint),
    ];

    private static readonly (string Lock, string Manager)[] Managers = [("pnpm-lock.yaml", "pnpm"), ("yarn.lock", "yarn"), ("bun.lock", "bun"), ("package-lock.json", "npm")];

    public IEnumerable<DetectedCommand> Find(CommandFolder folder)
    {
        if (!folder.Has(Manifest) || folder.ReadJson(Manifest) is not { } manifest)
            yield break;
        var manager = Manager(folder, manifest);
        var scripts = manifest.TryGetProperty("scripts", out var all) && all.ValueKind == JsonValueKind.Object
            ? all.EnumerateObject().Where(script => script.Value.ValueKind == JsonValueKind.String).ToDictionary(script => script.Name, script => script.Value.GetString()!)
            : [];
        foreach (var (script, kind) in Known)
        {
            if (scripts.TryGetValue(script, out var body) && !body.Contains(NoTests, StringComparison.Ordinal))
                yield return folder.Command(kind, script == "test" ? $"{manager} test" : $"{manager} run {script}", Manifest, $"package.json has a script '{script}'.");
        }

        if (!scripts.ContainsKey("test") && folder.AnyBelow(path => path.Contains(".test.", StringComparison.Ordinal) && path.EndsWith("js", StringComparison.Ordinal)))
            yield return folder.Command(CommandKind.Test, "node --test", Manifest, "There are *.test.js files and package.json has no script 'test'.");
        if (manifest.TryGetProperty("dependencies", out _) || manifest.TryGetProperty("devDependencies", out _))
            yield return folder.Command(CommandKind.Install, $"{manager} install", Manifest, "package.json names dependencies.");
    }

    private static string Manager(CommandFolder folder, JsonElement manifest)
    {
        if (manifest.TryGetProperty("packageManager", out var named) && named.ValueKind == JsonValueKind.String
            && Managers.FirstOrDefault(each => named.GetString()!.StartsWith(each.Manager + '@', StringComparison.Ordinal)).Manager is { } chosen)
            return chosen;
        // Lock files are not counted as source, so the folder itself is asked.
        return Managers.FirstOrDefault(each => File.Exists(Path.Combine(folder.Root, folder.Path, each.Lock))).Manager ?? "npm";
    }
}
