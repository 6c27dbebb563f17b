using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Tanuki.Core;

namespace Tanuki.Tools.Arguments;

/// <summary>The JSON schema of a record of arguments: descriptions and ranges are attributes, what has a default may be left out.</summary>
internal static class ArgumentSchema
{
    private static readonly JsonSchemaExporterOptions Options = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe };

    public static JsonObject Of<T>()
    {
        var schema = (JsonObject)TanukiJson.Compact.GetJsonSchemaAsNode(typeof(T), Options);
        schema["additionalProperties"] = false;
        return schema;
    }

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (schema is not JsonObject keywords)
            return schema;
        if (keywords["default"] is null)
            keywords.Remove("default");

        // A model that leaves an argument out does not need to know that it may also be null.
        if (keywords["type"] is JsonArray types)
            keywords["type"] = types.Select(type => (string)type!).First(type => type != "null");
        if (Attribute<DescriptionAttribute>(context) is { } description)
            keywords["description"] = description.Description;
        if (Attribute<RangeAttribute>(context) is { } range)
            (keywords["minimum"], keywords["maximum"]) = ((int)range.Minimum, (int)range.Maximum);
        if (Attribute<StringLengthAttribute>(context) is { } length)
            (keywords["minLength"], keywords["maxLength"]) = (length.MinimumLength, length.MaximumLength);
        if (Attribute<AllowedValuesAttribute>(context) is { } values)
            keywords["enum"] = new JsonArray([.. values.Values.Select(value => JsonValue.Create((string)value!))]);
        if (Attribute<MaxLengthAttribute>(context) is { } items)
            keywords["maxItems"] = items.Length;
        return keywords;
    }

    private static T? Attribute<T>(JsonSchemaExporterContext context) where T : Attribute =>
        context.PropertyInfo?.AssociatedParameter?.AttributeProvider?.GetCustomAttributes(typeof(T), inherit: false).OfType<T>().FirstOrDefault();
}
