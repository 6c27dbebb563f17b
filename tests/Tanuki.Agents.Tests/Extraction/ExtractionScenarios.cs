using Tanuki.Agents.Tests.Support;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Tests.Extraction;

/// <summary>Cases as folders: <c>input.txt</c>, <c>expected.EXT</c> (empty: no program), and if needed <c>head.txt</c> and <c>entry.txt</c>.</summary>
internal static class ExtractionScenarios
{
    public static string Folder { get; } = ScenarioFolder.Of("extraction");

    public static IEnumerable<string> Names => Directory.GetDirectories(Folder).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal);

    public static ExtractionScenario Read(string name)
    {
        string folder = Path.Combine(Folder, name);
        string expected = Directory.GetFiles(folder, "expected.*").Single();
        Assert.True(LanguageNames.TryParse(Path.GetExtension(expected)[1..], out string language));
        return new ExtractionScenario(
            File.ReadAllText(Path.Combine(folder, "input.txt")), File.ReadAllText(expected), language,
            Optional("head.txt"), Optional("entry.txt")?.Trim());

        string? Optional(string file) => File.Exists(Path.Combine(folder, file)) ? File.ReadAllText(Path.Combine(folder, file)) : null;
    }
}

internal sealed record ExtractionScenario(string Input, string Expected, string Language, string? Head, string? Entry);
