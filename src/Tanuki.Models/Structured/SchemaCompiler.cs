using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tanuki.Models.Structured;

/// <summary>Makes rules of one schema document.</summary>
internal sealed class SchemaCompiler(GrammarRules rules, JsonNode? document)
{
    private const string Here = "#";

    private readonly Dictionary<string, string> _references = new(StringComparer.Ordinal);

    /// <returns>The rule or expression that matches the whole document.</returns>
    public string Root() => Reference(Here, Here);

    private string Compile(JsonNode? schema, string path)
    {
        switch (schema)
        {
            case JsonValue value when value.GetValueKind() == JsonValueKind.True:
                return rules.Known("value");
            case JsonValue value when value.GetValueKind() == JsonValueKind.False:
                throw new SchemaException(path, "false is matched by nothing");
            case JsonObject members:
                return Compile(members, path);
            default:
                throw new SchemaException(path, "a schema is an object, true or false");
        }
    }

    private string Compile(JsonObject schema, string path)
    {
        var keywords = schema.Select(member => member.Key).Where(key => !SchemaKeywords.Annotations.Contains(key)).ToHashSet();
        if (keywords.Count == 0)
            return rules.Known("value");
        if (keywords.Contains("$ref"))
            return keywords.Count == 1 ? Reference(Text(schema["$ref"], path, "$ref"), path) : throw new SchemaException(path, "keywords beside $ref are not supported");
        if (keywords.Contains("allOf"))
            return Compile(SchemaMerge.AllOf(schema, Resolve, path), path);
        foreach (var either in new[] { "anyOf", "oneOf" })
            if (keywords.Contains(either))
                return Either(SchemaMerge.Options(schema, either, Resolve, path), $"{path}/{either}");
        if (keywords.Contains("const"))
            return GrammarRules.Literal(Json(schema["const"]));
        if (keywords.Contains("enum"))
            return Enumeration(schema["enum"], path);
        if (schema["type"] is JsonArray types)
            return Either([.. types.Select(type => SchemaMerge.With(schema, "type", type))], path);
        return schema["type"] is { } type ? Typed(Text(type, path, "type"), schema, path) : Typed(Guess(keywords, path), schema, path);
    }

    private string Typed(string type, JsonObject schema, string path)
    {
        var reader = new SchemaKeywords(schema, path);
        switch (type)
        {
            case "object":
                return Object(reader, path);
            case "array":
                return Array(reader, path);
            case "string":
                return String(reader, path);
            case "integer":
                return Integer(reader, path);
            case "number":
                return Number(reader, path);
            case "boolean" or "null":
                reader.NothingElse("type");
                return rules.Known(type);
            default:
                throw new SchemaException(path, $"there is no type \"{type}\"");
        }
    }

    /// <summary>Schemas often leave out the type that their keywords speak of.</summary>
    private static string Guess(HashSet<string> keywords, string path) =>
        keywords.Overlaps(["properties", "required", "additionalProperties"]) ? "object"
        : keywords.Overlaps(["items", "prefixItems", "minItems", "maxItems"]) ? "array"
        : keywords.Overlaps(["pattern", "minLength", "maxLength"]) ? "string"
        : keywords.Overlaps(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]) ? "number"
        : throw new SchemaException(path, $"the keyword \"{keywords.First()}\" is not supported");

    private string Object(SchemaKeywords schema, string path)
    {
        schema.NothingElse("type", "properties", "required", "additionalProperties");
        var properties = schema.Members("properties");
        var required = schema.Texts("required");
        if (required.Find(name => !properties.Any(property => property.Key == name)) is { } unknown)
            throw new SchemaException(path, $"\"{unknown}\" is required, but not among the properties");
        var open = schema["additionalProperties"];
        var others = open is null ? properties.Count == 0 : open.GetValueKind() != JsonValueKind.False;
        if (properties.Count == 0 && (open is null || open.GetValueKind() == JsonValueKind.True))
            return rules.Known("object");
        var other = !others ? null : rules.Add(
            $"{OtherKeys.Expression(rules, properties.Select(property => property.Key))} {Colon()} {(open is null ? rules.Known("value") : Compile(open, $"{path}/additionalProperties"))}");

        // From the last property to the first: what may follow when a member came before, and when none did.
        var (after, before) = other is null ? ("", "") : ($"({Comma()} {other})*", $"({other} ({Comma()} {other})*)?");
        foreach (var (key, value) in properties.Reverse())
        {
            var member = rules.Add($"{GrammarRules.Literal(Json(JsonValue.Create(key)))} {Colon()} {Compile(value, $"{path}/properties/{key}")}");
            var here = rules.Add($"{member} {after}");
            (after, before) = required.Contains(key)
                ? (rules.Add($"{Comma()} {here}"), here)
                : (rules.Add($"({Comma()} {member})? {after}"), rules.Add($"{here} | {Empty(before)}"));
        }
        return rules.Add($"\"{{\" {Blank()} {before} {Blank()} \"}}\"");
    }

    private string Array(SchemaKeywords schema, string path)
    {
        schema.NothingElse("type", "items", "prefixItems", "minItems", "maxItems");
        var prefix = schema.List("prefixItems");
        var least = schema.Count("minItems") ?? 0;
        var most = schema.Count("maxItems");
        if (schema["items"] is JsonValue closed && closed.GetValueKind() == JsonValueKind.False)
            most = Math.Min(most ?? int.MaxValue, prefix.Count);
        if (most < least)
            throw new SchemaException(path, "no array has so many items and so few");
        var items = prefix.Take(most ?? int.MaxValue).Select((item, index) => Compile(item, $"{path}/prefixItems/{index}")).ToList();
        string? further = null;
        if (!(most <= items.Count))
        {
            var item = schema["items"] is { } each ? Compile(each, $"{path}/items") : rules.Known("value");
            var (fewest, room) = (Math.Max(0, least - Math.Max(1, items.Count)), most - Math.Max(1, items.Count));
            further = $"({Comma()} ({item})){{{fewest},{room}}}";
            if (items.Count == 0)
                items.Add(item);
        }
        // The last items may be missing beyond the least; what follows them is missing then, too.
        var list = further ?? "";
        for (var index = items.Count - 1; index >= 0; index--)
        {
            list = $"{(index > 0 ? Comma() : "")} ({items[index]}) {list}";
            if (index >= least)
                list = $"({list})?";
        }
        return rules.Add($"\"[\" {Blank()} {list} {Blank()} \"]\"");
    }

    private string String(SchemaKeywords schema, string path)
    {
        schema.NothingElse("type", "minLength", "maxLength", "pattern");
        var (least, most) = (schema.Count("minLength"), schema.Count("maxLength"));
        if (schema["pattern"] is { } pattern)
        {
            return least is null && most is null
                ? rules.Add($"\"\\\"\" {PatternGrammar.Expression(rules, Text(pattern, path, "pattern"), path)} \"\\\"\"")
                : throw new SchemaException(path, "a pattern and a length together are not supported; put the length into the pattern");
        }
        if (most < least)
            throw new SchemaException(path, "no text is so long and so short");
        if (least is not null || most is not null)
            return rules.Add($"\"\\\"\" {rules.Known("char")}{{{least ?? 0},{most}}} \"\\\"\"");
        var format = schema["format"] is { } named ? Text(named, path, "format") : "";
        return format switch
        {
            "date" or "time" or "uuid" => rules.Add($"\"\\\"\" {rules.Known(format)} \"\\\"\""),
            "date-time" => rules.Add($"\"\\\"\" {rules.Known("date")} \"T\" {rules.Known("time")} \"\\\"\""),
            _ => rules.Known("string"),
        };
    }

    private string Integer(SchemaKeywords schema, string path)
    {
        schema.NothingElse("type", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum");
        var least = Highest(schema.Bound("minimum"), schema.Bound("exclusiveMinimum") + 1);
        var most = -Highest(-schema.Bound("maximum"), -(schema.Bound("exclusiveMaximum") - 1));
        if (least is null && most is null)
            return rules.Known("integer");
        return rules.Add(IntegerRange.Between(least, most) ?? throw new SchemaException(path, "no number lies between the bounds"));
    }

    private string Number(SchemaKeywords schema, string path)
    {
        schema.NothingElse("type", "minimum");
        return schema["minimum"] is null ? rules.Known("number")
            : schema.Bound("minimum") == 0 ? rules.Add($"{rules.Known("natural")} {rules.Known("fraction")}")
            : throw new SchemaException(path, "bounds other than a minimum of 0 are supported for integers only");
    }

    private string Enumeration(JsonNode? values, string path) => values is JsonArray { Count: > 0 } list
        ? rules.Add(string.Join(" | ", list.Select(value => GrammarRules.Literal(Json(value)))))
        : throw new SchemaException(path, "enum is a list of values");

    private string Either(IReadOnlyList<JsonNode?> options, string path) => options.Count > 0
        ? rules.Add(string.Join(" | ", options.Select((option, index) => Compile(option, $"{path}/{index}"))))
        : throw new SchemaException(path, "there is nothing to choose from");

    private string Reference(string pointer, string path)
    {
        if (_references.TryGetValue(pointer, out var known))
            return known;
        var rule = _references[pointer] = rules.Reserve();
        rules.Set(rule, Compile(Resolve(pointer, path), pointer));
        return rule;
    }

    private JsonNode? Resolve(string pointer, string path)
    {
        if (pointer != Here && !pointer.StartsWith("#/", StringComparison.Ordinal))
            throw new SchemaException(path, $"the reference \"{pointer}\" leaves the schema");
        var found = document;
        foreach (var part in pointer.Split('/').Skip(1).Select(part => Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
        {
            found = found switch
            {
                JsonObject members when members.TryGetPropertyValue(part, out var member) => member,
                JsonArray list when int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Count => list[index],
                _ => throw new SchemaException(path, $"the reference \"{pointer}\" leads nowhere"),
            };
        }
        return found;
    }

    private string Blank() => rules.Known("ws");

    private string Comma() => $"{Blank()} \",\" {Blank()}";

    private string Colon() => $"{Blank()} \":\" {Blank()}";

    private static string Empty(string expression) => expression.Length == 0 ? "\"\"" : expression;

    private static BigInteger? Highest(BigInteger? one, BigInteger? other) =>
        one is null ? other : other is null ? one : BigInteger.Max(one.Value, other.Value);

    private static string Text(JsonNode? node, string path, string keyword) => node is JsonValue value && value.TryGetValue<string>(out var text)
        ? text
        : throw new SchemaException(path, $"\"{keyword}\" is a text");

    private static string Json(JsonNode? value) => value?.ToJsonString(SchemaKeywords.Plain) ?? "null";
}
