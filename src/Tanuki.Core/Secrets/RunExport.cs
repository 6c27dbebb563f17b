using System.Text.Json;
using System.Text.Json.Nodes;
using Tanuki.Core.Runs;

namespace Tanuki.Core.Secrets;

/// <summary>
/// A run as others may see it: every text is searched for secrets, also those that the log has to keep because they are executed.
/// Hashes stay those of the originals.
/// </summary>
public static class RunExport
{
    private const int Schema = 1;

    public static JsonObject Of(string run, IReadOnlyList<RunEvent> events, SecretScanner secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        return new JsonObject
        {
            ["schema"] = Schema,
            ["run"] = run,
            ["events"] = secrets.Redact(JsonSerializer.SerializeToNode(events, TanukiJson.Compact)),
        };
    }
}
