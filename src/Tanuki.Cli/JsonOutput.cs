using System.Text.Json;
using Tanuki.Core;

namespace Tanuki.Cli;

internal static class JsonOutput
{
    public static void Write<T>(CliHost host, T value) => host.Out.WriteLine(JsonSerializer.Serialize(value, TanukiJson.Indented));

    /// <summary>The name that JSON has for an enumeration's value, e.g. <c>gave_up</c>.</summary>
    public static string Name<T>(T value)
        where T : struct, Enum => JsonSerializer.Serialize(value, TanukiJson.Compact).Trim('"');
}
