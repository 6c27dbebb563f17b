using System.Text.Json;
using Tanuki.Core;

namespace Tanuki.Agents.Aggregation.Rendering;

/// <summary>For programs: all of the answer, in the dialect of receipts.</summary>
public static class JsonRenderer
{
    public static string Render(AggregatedAnswer answer) => JsonSerializer.Serialize(answer, TanukiJson.Indented) + "\n";
}
