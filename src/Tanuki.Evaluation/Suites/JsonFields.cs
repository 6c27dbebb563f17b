using System.Text.Json;

namespace Tanuki.Evaluation.Suites;

internal static class JsonFields
{
    public static string Text(this JsonElement element, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value))
                return value.ValueKind == JsonValueKind.String
                    ? value.GetString()!
                    : throw new FormatException($"'{name}' is not a text.");
        }

        throw new FormatException($"'{names[0]}' is missing.");
    }

    public static IReadOnlyList<string> Texts(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
        && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(item => item.GetString()!)]
            : throw new FormatException($"'{name}' is not a list of texts.");
}
