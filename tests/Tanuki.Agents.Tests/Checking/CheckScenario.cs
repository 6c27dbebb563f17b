using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Tanuki.Agents.Checking;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Tests.Checking;

/// <summary>
/// A file with a program, then <c># === tests</c> and <c># === examples</c> (<c>call => expected</c>); with <c>//</c> in
/// languages that comment so. A first line <c># entry: NAME</c> names the function.
/// </summary>
internal sealed record CheckScenario(string Code, CheckPlan Plan)
{
    private static readonly Dictionary<string, string> Languages = new()
    {
        [".py"] = LanguageNames.Python,
        [".js"] = LanguageNames.JavaScript,
        [".mjs"] = LanguageNames.JavaScript,
        [".cs"] = LanguageNames.CSharp,
    };

    public static CheckScenario Read(string path)
    {
        var text = File.ReadAllText(path);
        var sections = new Dictionary<string, string>();
        var parts = Regex.Split(text, @"^(?:#|//) === (?<section>\w+)\n", RegexOptions.Multiline | RegexOptions.ExplicitCapture);
        for (var i = 1; i + 1 < parts.Length; i += 2)
            sections[parts[i]] = parts[i + 1];
        var examples = sections.GetValueOrDefault("examples", "").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.TrimStart('/', ' ').Split(" => "))
            .Select(pair => new Example(pair[0], pair[1], "task text", string.Join(" => ", pair)));
        return new CheckScenario(parts[0], new CheckPlan
        {
            Language = Languages[Path.GetExtension(path)],
            EntryPoint = First(text, "entry"),
            Tests = sections.TryGetValue("tests", out var tests) ? new SourceFile("tests" + Path.GetExtension(path), tests) : null,
            Examples = [.. examples],
        });
    }

    /// <summary>The value of the first line <c># key: value</c>.</summary>
    public static string? First(string text, string key) =>
        Regex.Match(text, $@"\A(?:#|//) {key}: (?<value>\S+)", RegexOptions.ExplicitCapture) is { Success: true } match ? match.Groups["value"].Value : null;

    public static string Folder(string name, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "scenarios", name));

    public static TheoryData<string> Names(string folder, string pattern) =>
        [.. Directory.EnumerateFiles(Folder(folder), pattern).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
}
