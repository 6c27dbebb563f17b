using System.Text.Json.Nodes;

namespace Tanuki.Core.Secrets;

/// <summary>Secrets in JSON, where each text is looked at by itself: escapes do not hide one, and what is replaced stays JSON.</summary>
public static class SecretJson
{
    /// <returns>A copy with every secret replaced, in members' names too.</returns>
    public static JsonNode? Redact(this SecretScanner secrets, JsonNode? node)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        switch (node)
        {
            case JsonObject members:
                var clean = new JsonObject();
                foreach (var (name, value) in members)
                    clean[secrets.Redact(name)] = secrets.Redact(value);
                return clean;
            case JsonArray items:
                return new JsonArray([.. items.Select(secrets.Redact)]);
            case JsonValue value when value.TryGetValue<string>(out var text):
                return secrets.Redact(text);
            default:
                return node?.DeepClone();
        }
    }
}
