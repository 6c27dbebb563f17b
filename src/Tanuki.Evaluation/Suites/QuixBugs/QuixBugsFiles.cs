using System.Text;
using Tanuki.Sandbox;

namespace Tanuki.Evaluation.Suites.QuixBugs;

internal static class QuixBugsFiles
{
    /// <summary>What this assembly brings to run the tests of a language, the main file first.</summary>
    public static IReadOnlyList<SandboxFile> Runner(string language, string main)
    {
        var assembly = typeof(QuixBugsFiles).Assembly;
        var prefix = $"quixbugs/{language}/";
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(name => name != prefix + main)
            .ThenBy(name => name, StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return File(name[prefix.Length..], reader.ReadToEnd());
            })];
    }

    public static SandboxFile File(string path, string content) => new(path, Encoding.UTF8.GetBytes(content));

    public static SandboxFile FromDisk(string folder, string path) => new(path, System.IO.File.ReadAllBytes(Path.Combine(folder, path)));

    /// <summary>Names without extension, sorted; none when the folder is missing.</summary>
    public static IEnumerable<string> Names(string folder, string extension) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*" + extension).Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal)
        : [];
}
