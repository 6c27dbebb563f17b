using System.Text.Json;
using System.Text.Json.Serialization;
using Tanuki.Agents.Checking;
using Tanuki.Agents.Selection;
using Tanuki.Core;

namespace Tanuki.Agents;

[JsonSerializable(typeof(CalibrationTable))]
[JsonSerializable(typeof(HarnessReport))]
internal sealed partial class AgentsJson : JsonSerializerContext
{
    public static AgentsJson Compact { get; } = new(new JsonSerializerOptions(TanukiJson.Compact));
}
