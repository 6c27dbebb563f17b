using System.Text.Json;

namespace Tanuki.Evaluation.Repositories.Testing;

/// <summary><c>go test -json</c>: one event per line. Lines that are none, such as those of the compiler, say nothing about tests.</summary>
internal static class GoTestOutput
{
    public static TestOutcomes Read(string text)
    {
        var outcomes = new TestOutcomes();
        foreach (var line in text.Split('\n').Where(line => line.StartsWith('{')))
        {
            if (Parse(line) is ({ } test, "pass" or "fail") and var (_, action))
                outcomes.Add(test, action == "pass");
        }

        return outcomes;
    }

    /// <summary>What the tests and the compiler wrote, for people and models.</summary>
    public static string Text(string text) => string.Concat(text.Split('\n').Select(line =>
        !line.StartsWith('{') ? line + "\n" : Field(line, "Output") ?? ""));

    private static (string? Test, string? Action) Parse(string line) =>
        Field(line, "Test") is { } test ? ($"{Field(line, "Package")}.{test}", Field(line, "Action")) : (null, null);

    private static string? Field(string line, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
