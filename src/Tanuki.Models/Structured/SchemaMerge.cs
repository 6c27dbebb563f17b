using System.Text.Json.Nodes;

namespace Tanuki.Models.Structured;

/// <summary>Schemas that hold together, as one.</summary>
internal static class SchemaMerge
{
    private const string Reference = "$ref";

    /// <summary>All of <c>allOf</c> and what stands beside it.</summary>
    public static JsonObject AllOf(JsonObject schema, Func<string, string, JsonNode?> resolve, string path) =>
        List(schema, "allOf", path).Aggregate(Without(schema, "allOf"), (all, part) => Merge(all, Open(part, resolve, path), path));

    /// <summary>Each of <c>anyOf</c> or <c>oneOf</c>, with what stands beside it.</summary>
    public static IReadOnlyList<JsonNode?> Options(JsonObject schema, string keyword, Func<string, string, JsonNode?> resolve, string path)
    {
        var rest = Without(schema, keyword);
        var options = List(schema, keyword, path);
        return rest.Count == 0 || options.All(option => option is not JsonObject)
            ? [.. options]
            : [.. options.Select(option => Merge(rest, Open(option, resolve, path), path))];
    }

    public static JsonObject With(JsonObject schema, string keyword, JsonNode? value)
    {
        var copy = (JsonObject)schema.DeepClone();
        copy[keyword] = value?.DeepClone();
        return copy;
    }

    private static JsonObject Without(JsonObject schema, string keyword)
    {
        var copy = (JsonObject)schema.DeepClone();
        copy.Remove(keyword);
        // They are found from the document, and would only be in the way.
        foreach (var note in new[] { "$defs", "definitions", "$schema", "$id", "title", "description", "default", "examples" })
            copy.Remove(note);
        return copy;
    }

    private static JsonArray List(JsonObject schema, string keyword, string path) =>
        schema[keyword] as JsonArray ?? throw new SchemaException(path, $"\"{keyword}\" is a list of schemas");

    private static JsonObject Open(JsonNode? part, Func<string, string, JsonNode?> resolve, string path)
    {
        for (var followed = 0; part is JsonObject { Count: 1 } link && link[Reference] is JsonValue target; followed++)
            part = followed < 32 ? resolve(target.ToString(), path) : throw new SchemaException(path, "references run in a circle");
        return part as JsonObject ?? throw new SchemaException(path, "a schema that is joined to others is an object");
    }

    private static JsonObject Merge(JsonObject one, JsonObject other, string path)
    {
        var merged = (JsonObject)one.DeepClone();
        foreach (var (keyword, value) in other)
        {
            merged[keyword] = (keyword, merged[keyword], value) switch
            {
                (_, null, _) => value?.DeepClone(),
                ("properties", JsonObject mine, JsonObject theirs) => Join(mine, theirs, path),
                ("required", JsonArray mine, JsonArray theirs) => new JsonArray([.. mine.Concat(theirs).Select(name => name?.DeepClone()).DistinctBy(name => name?.ToJsonString())]),
                (_, var mine, var theirs) when JsonNode.DeepEquals(mine, theirs) => mine!.DeepClone(),
                _ when keyword is "title" or "description" or "default" or "examples" => merged[keyword]!.DeepClone(),
                _ => throw new SchemaException(path, $"schemas that say different things about \"{keyword}\" cannot be joined"),
            };
        }
        return merged;
    }

    private static JsonObject Join(JsonObject mine, JsonObject theirs, string path)
    {
        var joined = (JsonObject)mine.DeepClone();
        foreach (var (name, value) in theirs)
        {
            if (joined[name] is { } known && !JsonNode.DeepEquals(known, value))
                throw new SchemaException(path, $"schemas that say different things about the property \"{name}\" cannot be joined");
            joined[name] = value?.DeepClone();
        }
        return joined;
    }
}
