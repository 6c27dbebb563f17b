using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Tanuki.Engine.Tests.Support;

/// <summary>The keywords of JSON schemas that the tests use, checked on parsed documents.</summary>
internal sealed class SchemaValidator(string schema)
{
    private readonly JsonNode _document = JsonNode.Parse(schema)!;

    public bool IsValid(JsonNode? value) => IsValid(value, _document);

    private bool IsValid(JsonNode? value, JsonNode? schema) =>
        schema is not JsonObject keywords
            ? schema!.GetValue<bool>()
            : keywords.All(keyword => Holds(value, keyword.Key, keyword.Value, keywords));

    private bool Holds(JsonNode? value, string keyword, JsonNode? says, JsonObject all) => keyword switch
    {
        "$ref" => IsValid(value, Find(says!.GetValue<string>())),
        "allOf" => says!.AsArray().All(part => IsValid(value, part)),
        "anyOf" => says!.AsArray().Any(part => IsValid(value, part)),
        "oneOf" => says!.AsArray().Count(part => IsValid(value, part)) == 1,
        "const" => JsonNode.DeepEquals(value, says),
        "enum" => says!.AsArray().Any(known => JsonNode.DeepEquals(value, known)),
        "type" => says is JsonArray types ? types.Any(type => IsOf(value, type!.GetValue<string>())) : IsOf(value, says!.GetValue<string>()),
        "required" => value is not JsonObject members || says!.AsArray().All(name => members.ContainsKey(name!.GetValue<string>())),
        "properties" => value is not JsonObject members || says!.AsObject().All(property => !members.TryGetPropertyValue(property.Key, out var member) || IsValid(member, property.Value)),
        "additionalProperties" => value is not JsonObject members || members.All(member => all["properties"]?.AsObject().ContainsKey(member.Key) == true || IsValid(member.Value, says)),
        "prefixItems" => value is not JsonArray items || items.Zip(says!.AsArray()).All(pair => IsValid(pair.First, pair.Second)),
        "items" => value is not JsonArray items || items.Skip(all["prefixItems"]?.AsArray().Count ?? 0).All(item => IsValid(item, says)),
        "minItems" => value is not JsonArray items || items.Count >= says!.GetValue<int>(),
        "maxItems" => value is not JsonArray items || items.Count <= says!.GetValue<int>(),
        "minLength" => Text(value) is not { } text || text.EnumerateRunes().Count() >= says!.GetValue<int>(),
        "maxLength" => Text(value) is not { } text || text.EnumerateRunes().Count() <= says!.GetValue<int>(),
        "pattern" => Text(value) is not { } text || Regex.IsMatch(OneUnitEach(text), says!.GetValue<string>(), RegexOptions.ECMAScript, TimeSpan.FromSeconds(5)),
        "format" => Text(value) is not { } text || IsFormatted(text, says!.GetValue<string>()),
        "minimum" => Number(value) is not { } number || number >= says!.GetValue<double>(),
        "maximum" => Number(value) is not { } number || number <= says!.GetValue<double>(),
        "$defs" => true,
        _ => throw new NotSupportedException(keyword),
    };

    private static bool IsOf(JsonNode? value, string type) => type switch
    {
        "null" => value is null,
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => Text(value) is not null,
        "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "number" => Number(value) is not null,
        "integer" => Number(value) is not null && BigInteger.TryParse(value!.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        _ => throw new NotSupportedException(type),
    };

    private static bool IsFormatted(string text, string format) => format switch
    {
        "uuid" => Guid.TryParseExact(text, "D", out _),
        // Days that a month does not have are beyond a grammar.
        "date-time" => Regex.IsMatch(text, @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[-+]\d\d:\d\d)$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)),
        _ => throw new NotSupportedException(format),
    };

    /// <summary>A pattern in a schema is about code points, .NET's about UTF-16 units; what takes two of these becomes one of the private ones, which no pattern here names.</summary>
    private static string OneUnitEach(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.IsBmp ? (char)rune.Value : '\uE000'));

    private JsonNode? Find(string pointer) => pointer.Split('/').Skip(1).Aggregate((JsonNode?)_document, (node, part) => node![part]);

    private static string? Text(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static double? Number(JsonNode? value) => value?.GetValueKind() == JsonValueKind.Number ? value.GetValue<double>() : null;
}
