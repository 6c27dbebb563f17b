using System.Runtime.InteropServices;
using System.Text.Json;

namespace Tanuki.Models.Tests.Adapters;

/// <summary>Writes an adapter as PEFT does.</summary>
internal static class PeftFolder
{
    /// <returns><paramref name="folder"/>.</returns>
    public static string Write(string folder, string config, params IReadOnlyList<(string Name, long[] Shape, float[] Values)> tensors)
    {
        var header = new Dictionary<string, object> { ["__metadata__"] = new { format = "pt" } };
        var data = new List<byte>();
        foreach (var (name, shape, values) in tensors)
        {
            var bytes = MemoryMarshal.AsBytes<float>(values).ToArray();
            header[name] = new { dtype = "F32", shape, data_offsets = new[] { data.Count, data.Count + bytes.Length } };
            data.AddRange(bytes);
        }
        var text = JsonSerializer.SerializeToUtf8Bytes(header);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "adapter_config.json"), config);
        File.WriteAllBytes(Path.Combine(folder, "adapter_model.safetensors"), [.. BitConverter.GetBytes((ulong)text.Length), .. text, .. data]);
        return folder;
    }
}
