using System.Buffers.Binary;
using System.Text.Json;

namespace Tanuki.Models.Adapters;

/// <param name="Format">As the file names it: <c>F32</c>, <c>F16</c>, <c>BF16</c> and others.</param>
/// <param name="Shape">The slowest dimension first.</param>
internal sealed record SafeTensor(string Name, string Format, IReadOnlyList<long> Shape, ReadOnlyMemory<byte> Data);

/// <summary>Tensors of a <c>.safetensors</c> file.</summary>
/// <remarks>Format: a length of 8 bytes, that much JSON with a name, format, shape and place for each tensor, then the data.</remarks>
internal static class SafetensorsFile
{
    private const int LongestHeader = 16 << 20;

    /// <exception cref="InvalidDataException">The file is not what it should be; the message completes "it has ...".</exception>
    public static IReadOnlyList<SafeTensor> Parse(ReadOnlyMemory<byte> file)
    {
        if (file.Length < sizeof(ulong) || BinaryPrimitives.ReadUInt64LittleEndian(file.Span) is var length
            && (length > LongestHeader || length > (ulong)(file.Length - sizeof(ulong))))
            throw new InvalidDataException("no header of safetensors");
        var start = sizeof(ulong) + (int)length;
        try
        {
            using var header = JsonDocument.Parse(file[sizeof(ulong)..start]);
            return [.. header.RootElement.EnumerateObject().Where(entry => entry.Name != "__metadata__").Select(entry => Read(entry, file[start..]))];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or OverflowException)
        {
            throw new InvalidDataException("a header that is not as safetensors are", exception);
        }
    }

    private static SafeTensor Read(JsonProperty entry, ReadOnlyMemory<byte> data)
    {
        var format = entry.Value.GetProperty("dtype").GetString() ?? "";
        var shape = entry.Value.GetProperty("shape").EnumerateArray().Select(dimension => dimension.GetInt64()).ToList();
        var place = entry.Value.GetProperty("data_offsets");
        var (from, to) = (place[0].GetInt64(), place[1].GetInt64());
        if (from < 0 || to < from || to > data.Length)
            throw new InvalidDataException($"the tensor {entry.Name} beyond its end: it is truncated");
        return new SafeTensor(entry.Name, format, shape, data[(int)from..(int)to]);
    }
}
