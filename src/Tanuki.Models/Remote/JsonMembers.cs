using System.Text.Json;

namespace Tanuki.Models.Remote;

/// <summary>Reads JSON of which nothing is sure: what is not there, or is something else, is null.</summary>
internal static class JsonMembers
{
    public static JsonElement? Member(this JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } known && known.TryGetProperty(name, out var member) ? member : null;

    public static string? Text(this JsonElement? element)
    {
        try
        {
            return element is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair can be written as an escape, and is no text.
            return null;
        }
    }

    public static int? Whole(this JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var whole) ? whole : null;
}
