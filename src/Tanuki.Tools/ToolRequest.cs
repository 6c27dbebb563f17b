using System.Text.Json.Nodes;

namespace Tanuki.Tools;

/// <summary>A call as somebody wants it, most often a model: data until it has been validated.</summary>
public sealed record ToolRequest(string Name, JsonObject Arguments);
