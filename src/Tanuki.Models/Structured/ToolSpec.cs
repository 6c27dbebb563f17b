using System.Text.Json.Nodes;

namespace Tanuki.Models.Structured;

/// <summary>A tool that a model may call.</summary>
/// <param name="Parameters">JSON schema of the arguments, an object's.</param>
public sealed record ToolSpec(string Name, string Description, JsonNode Parameters);

/// <summary>A call as the model wrote it; what it says is data and decides nothing by itself.</summary>
public sealed record ToolCall(string Name, JsonObject Arguments);

/// <param name="Prose">The text around the calls.</param>
/// <param name="Problems">What was meant as a call and cannot be read, to be told to the model.</param>
public sealed record ToolCallReply(string Prose, IReadOnlyList<ToolCall> Calls, IReadOnlyList<string> Problems);
