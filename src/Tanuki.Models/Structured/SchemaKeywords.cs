using System.Globalization;
using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tanuki.Models.Structured;

/// <summary>The keywords of one schema object, each of the kind that it should be.</summary>
internal sealed class SchemaKeywords(JsonObject schema, string path)
{
    /// <summary>What only tells people something; <c>format</c> beyond the known ones is no more than that either.</summary>
    public static IReadOnlySet<string> Annotations { get; } = new HashSet<string>
    {
        "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly", "format",
        "$schema", "$id", "$comment", "$defs", "definitions", "$anchor", "contentEncoding", "contentMediaType",
    };

    /// <summary>As models write JSON: letters beyond ASCII stand for themselves.</summary>
    public static JsonSerializerOptions Plain { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public JsonNode? this[string keyword] => schema[keyword];

    /// <exception cref="SchemaException">There are others than these and annotations.</exception>
    public void NothingElse(params ReadOnlySpan<string> known)
    {
        foreach (var (keyword, _) in schema)
            if (!known.Contains(keyword) && !Annotations.Contains(keyword))
                throw new SchemaException(path, $"the keyword \"{keyword}\" is not supported here");
    }

    public IReadOnlyList<KeyValuePair<string, JsonNode?>> Members(string keyword) => schema[keyword] switch
    {
        null => [],
        JsonObject members => [.. members],
        _ => throw new SchemaException(path, $"\"{keyword}\" is an object"),
    };

    public IReadOnlyList<JsonNode?> List(string keyword) => schema[keyword] switch
    {
        null => [],
        JsonArray list => [.. list],
        _ => throw new SchemaException(path, $"\"{keyword}\" is a list"),
    };

    public List<string> Texts(string keyword) => [.. List(keyword).Select(node => node is JsonValue value && value.TryGetValue<string>(out var text)
        ? text
        : throw new SchemaException(path, $"\"{keyword}\" is a list of texts"))];

    public int? Count(string keyword) => Bound(keyword) switch
    {
        null => null,
        { } number when number >= 0 && number <= short.MaxValue => (int)number,
        _ => throw new SchemaException(path, $"\"{keyword}\" is not a count from 0 to {short.MaxValue}"),
    };

    /// <summary>A whole number.</summary>
    public BigInteger? Bound(string keyword)
    {
        if (schema[keyword] is not { } node)
            return null;
        return node.GetValueKind() == JsonValueKind.Number && BigInteger.TryParse(node.ToJsonString(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new SchemaException(path, $"\"{keyword}\" is not a whole number");
    }
}
