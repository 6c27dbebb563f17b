using System.Text.Json;
using Tanuki.Core;

namespace Tanuki.Tools.Commands;

/// <summary>Reads what is known about programs: adding one is adding an entry.</summary>
internal static class DataFiles
{
    public static IReadOnlyList<T> Read<T>(string name) => JsonSerializer.Deserialize<List<T>>(Resources.Read(name), TanukiJson.Compact)!;
}
