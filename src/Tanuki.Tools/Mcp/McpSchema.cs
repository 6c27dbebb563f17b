using System.Text.Json;
using System.Text.Json.Nodes;
using Tanuki.Core.Texts;

namespace Tanuki.Tools.Mcp;

/// <summary>A server's schema, with its words cut to what describes an argument.</summary>
internal static class McpSchema
{
    private const int MostCharacters = 8000;
    private const int LongestDescription = 160;
    private static readonly string[] Spoken = ["title", "examples", "$comment", "default"];

    /// <summary>Null when it is too large, or not that of an object.</summary>
    public static JsonObject? Read(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object || schema.GetRawText().Length > MostCharacters)
            return null;
        var read = JsonObject.Create(schema)!;
        if (read["type"]?.GetValueKind() != JsonValueKind.String || (string)read["type"]! != "object")
            return null;
        Quieten(read, names: false);
        return read;
    }

    /// <param name="names">Whether the members are arguments' names, and not keywords.</param>
    private static void Quieten(JsonNode? node, bool names)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items)
                Quieten(item, names: false);
        }

        if (node is not JsonObject members)
            return;
        foreach (var (name, value) in members.ToList())
        {
            if (!names && Spoken.Contains(name))
                members.Remove(name);
            else if (!names && name == "description")
                members[name] = Printable.Line(value?.ToString() ?? "", LongestDescription);
            else
                Quieten(value, !names && name is "properties" or "$defs" or "definitions");
        }
    }
}
