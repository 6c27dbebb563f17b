using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tanuki.Core.Texts;

namespace Tanuki.Tools.Arguments;

/// <summary>
/// Holds arguments against a JSON schema, and says of each that does not fit what was wanted and what came. Numbers, booleans,
/// lists and objects that were written as strings are read as what the schema wants. Keywords that it does not know, it leaves
/// to whoever runs the tool.
/// </summary>
internal sealed class ArgumentReader
{
    private const int MostProblems = 8;
    private const int Deepest = 32;

    private readonly List<string> _problems = [];

    /// <returns>The arguments as they are to be used; when there are problems, nobody may use them.</returns>
    public static (JsonObject Arguments, IReadOnlyList<string> Problems) Read(JsonObject schema, JsonObject arguments)
    {
        var reader = new ArgumentReader();
        try
        {
            var read = reader.Value("", schema, arguments.DeepClone(), 0);
            return (read as JsonObject ?? [], reader._problems);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair shows only when the text is read.
            return ([], ["The arguments hold text that is no valid Unicode."]);
        }
    }

    private JsonNode? Value(string path, JsonObject schema, JsonNode? came, int depth)
    {
        if (depth > Deepest)
            return Wrong(path, $"at most {Deepest} levels", came);
        var types = Types(schema);
        if (came is null && types.Count > 0 && !types.Contains("null"))
            return Wrong(path, Wanted(schema, types), came);
        if (types.Count > 0 && !types.Any(type => Fits(type, came)))
        {
            came = Converted(types, came) ?? came;
            if (!types.Any(type => Fits(type, came)))
                return Wrong(path, Wanted(schema, types), came);
        }

        if (types.Contains("integer") && came?.GetValueKind() == JsonValueKind.Number && Number(came) is >= long.MinValue and <= long.MaxValue and { } whole)
            came = JsonValue.Create((long)whole);
        if (schema["enum"] is JsonArray allowed && !allowed.Any(value => JsonNode.DeepEquals(value, came)))
            return Wrong(path, $"one of {string.Join(", ", allowed.Select(value => Shown(value)))}", came);
        if (schema["const"] is { } constant && !JsonNode.DeepEquals(constant, came))
            return Wrong(path, Shown(constant), came);
        return came switch
        {
            JsonObject members => Members(path, schema, members, depth),
            JsonArray items => Items(path, schema, items, depth),
            JsonValue value => Bounds(path, schema, value),
            _ => came,
        };
    }

    private JsonObject Members(string path, JsonObject schema, JsonObject members, int depth)
    {
        var properties = schema["properties"] as JsonObject ?? [];
        var required = (schema["required"] as JsonArray ?? []).Select(Text).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var name in required.Where(name => !members.ContainsKey(name)))
            Add($"\"{Name(path, name)}\" is missing; wanted: {Wanted(properties[name] as JsonObject ?? [])}.");
        foreach (var (name, came) in members.ToList())
        {
            if (properties[name] is JsonObject own)
            {
                // Null for what may be left out is its being left out.
                if (came is null && !required.Contains(name) && !Types(own).Contains("null"))
                    members.Remove(name);
                else
                    Replace(members, name, Value(Name(path, name), own, came, depth + 1));
            }
            else if (schema["additionalProperties"] is JsonObject others)
            {
                Replace(members, name, Value(Name(path, name), others, came, depth + 1));
            }
            else if (Refuses(schema["additionalProperties"]))
            {
                Add($"\"{Name(path, Printable.Line(name, 60))}\" is not an argument; there are: {string.Join(", ", properties.Select(property => property.Key))}.");
            }
        }

        return members;
    }

    private JsonArray Items(string path, JsonObject schema, JsonArray items, int depth)
    {
        if (Number(schema["minItems"]) is { } least && items.Count < least)
            Wrong(path, $"at least {least} items", JsonValue.Create($"{items.Count} items"));
        if (Number(schema["maxItems"]) is { } most && items.Count > most)
            Wrong(path, $"at most {most} items", JsonValue.Create($"{items.Count} items"));
        if (schema["items"] is JsonObject each)
        {
            for (var i = 0; i < items.Count && _problems.Count < MostProblems; i++)
            {
                var read = Value($"{path}[{i}]", each, items[i], depth + 1);
                if (!ReferenceEquals(read, items[i]))
                    items[i] = read;
            }
        }

        return items;
    }

    private JsonNode? Bounds(string path, JsonObject schema, JsonValue value)
    {
        if (value.GetValueKind() == JsonValueKind.Number && Number(value) is { } number)
        {
            if (Number(schema["minimum"]) > number || Number(schema["maximum"]) < number)
                return Wrong(path, Wanted(schema), value);
        }
        else if (value.GetValueKind() == JsonValueKind.String && Text(value) is { } text)
        {
            if (Number(schema["minLength"]) > text.Length || Number(schema["maxLength"]) < text.Length)
                return Wrong(path, Wanted(schema), JsonValue.Create($"{text.Length} characters"));
        }

        return value;
    }

    private JsonNode? Wrong(string path, string wanted, JsonNode? came)
    {
        Add($"\"{(path.Length == 0 ? "arguments" : path)}\": wanted {wanted}; came {Shown(came)}.");
        return came;
    }

    private void Add(string problem)
    {
        if (_problems.Count < MostProblems)
            _problems.Add(problem);
    }

    private static void Replace(JsonObject members, string name, JsonNode? read)
    {
        if (!ReferenceEquals(members[name], read))
            members[name] = read;
    }

    private static string Wanted(JsonObject schema, IReadOnlyList<string>? types = null)
    {
        if (schema["enum"] is JsonArray allowed)
            return $"one of {string.Join(", ", allowed.Select(value => Shown(value)))}";
        types ??= Types(schema);
        var kind = types.Count == 0 ? "a value" : string.Join(" or ", types.Where(type => type != "null"));
        return (Number(schema["minimum"]), Number(schema["maximum"]), Number(schema["minLength"]), Number(schema["maxLength"])) switch
        {
            ({ } least, { } most, _, _) => $"{kind} from {least} to {most}",
            ({ } least, _, _, _) => $"{kind} of at least {least}",
            (_, { } most, _, _) => $"{kind} of at most {most}",
            (_, _, { } shortest, { } longest) => $"{kind} of {shortest} to {longest} characters",
            (_, _, _, { } longest) => $"{kind} of at most {longest} characters",
            (_, _, { } shortest, _) => $"{kind} of at least {shortest} characters",
            _ => kind,
        };
    }

    private static IReadOnlyList<string> Types(JsonObject schema) => schema["type"] switch
    {
        JsonArray types => [.. types.Select(Text).OfType<string>()],
        { } type when Text(type) is { } text => [text],
        _ => [],
    };

    private static bool Fits(string type, JsonNode? node) => (type, node?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        ("integer", JsonValueKind.Number) => Number(node) is { } number && number == decimal.Truncate(number),
        ("number", JsonValueKind.Number) or ("string", JsonValueKind.String) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("array", JsonValueKind.Array) or ("object", JsonValueKind.Object) or ("null", JsonValueKind.Null) => true,
        _ => false,
    };

    /// <summary>Null when nothing that is wanted was meant.</summary>
    private static JsonNode? Converted(IReadOnlyList<string> types, JsonNode? came)
    {
        if (came is JsonValue number && number.GetValueKind() is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False && types is ["string"])
            return JsonValue.Create(came.ToJsonString());
        if (types.Contains("array") && came is JsonValue && types.Count == 1 && Text(came)?.TrimStart().StartsWith('[') != true)
            return new JsonArray(came.DeepClone());
        if (Text(came) is not { Length: < 100_000 } text)
            return null;
        try
        {
            // Python's words for the same things.
            return JsonNode.Parse(text.Trim() switch { "True" => "true", "False" => "false", "None" => "null", var other => other });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool Refuses(JsonNode? additional) => additional?.GetValueKind() == JsonValueKind.False;

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static decimal? Number(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number
        && decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Name(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Shown(JsonNode? node) => node is null ? "null" : Printable.Line(node.ToJsonString(Relaxed), 80);

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
