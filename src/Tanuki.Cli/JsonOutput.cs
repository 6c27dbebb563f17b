using System.Text.Json;
using Tanuki.Core;

namespace Tanuki.Cli;

internal static class JsonOutput
{
    public static void Write<T>(CliHost host, T value) => host.Out.WriteLine(JsonSerializer.Serialize(value, TanukiJson.Indented));
}
