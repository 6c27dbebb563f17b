using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tanuki.Engine.Native;

namespace Tanuki.Engine.Loading;

/// <summary>
/// The matrix that gives the logits, in eight bits where the model has it in five: the same numbers, which ggml multiplies
/// two thirds faster for the rows of a full step. llama.cpp repacks only matrices whose rows come in eights, and few
/// vocabularies do. The copy of the shard that holds it is kept; without room for it the model is loaded as it is.
/// </summary>
internal static class WidenedHead
{
    // ggml's Q5_0: a half-precision scale, the 32 highest bits, 32 times four bits. Its Q8_0: the scale, 32 signed bytes.
    private const int FiveBits = 6, EightBits = 8;
    private const int Elements = 32, FiveBitBlock = 22, EightBitBlock = 34;
    private const int BlocksAtOnce = 1 << 14;

    private const long RoomToLeave = 1L << 30;

    /// <param name="folder">Where copies are kept.</param>
    /// <returns>The shards to load.</returns>
    public static IReadOnlyList<string> Apply(ModelFiles files, string folder)
    {
        var name = files.Tensors.ContainsKey(GgufTensor.Output) ? GgufTensor.Output : GgufTensor.Embedding;
        if (!files.Tensors.TryGetValue(name, out var head) || head.Type != FiveBits)
            return files.Shards;
        var shard = files.Headers.TakeWhile(header => !header.Tensors.Contains(head)).Count();
        try
        {
            return [.. files.Shards.Take(shard), Copy(files.Shards[shard], files.Headers[shard], head, folder), .. files.Shards.Skip(shard + 1)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return files.Shards;
        }
    }

    private static string Copy(string path, GgufHeader header, GgufTensor head, string folder)
    {
        var source = new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? new FileInfo(path);
        var layout = Layout(header, head);
        var length = layout[^1].Start + layout[^1].Bytes;
        var origin = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source.FullName)))[..12];
        var target = Path.Combine(folder, string.Create(
            CultureInfo.InvariantCulture, $"{origin}-{source.Length}-{source.LastWriteTimeUtc.Ticks}.gguf"));
        if (new FileInfo(target) is { Exists: true } known && known.Length == length)
            return target;

        Directory.CreateDirectory(folder);
        if (new DriveInfo(folder).AvailableFreeSpace < length + RoomToLeave)
            throw new IOException("There is no room for the copy.");
        foreach (var stale in Directory.EnumerateFiles(folder, origin + "-*"))
            File.Delete(stale);
        var unfinished = $"{target}.{Environment.ProcessId}.part";
        try
        {
            using (var input = File.OpenRead(path))
            using (var output = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
            {
                Write(input, output, header, head, layout);
                output.Flush(flushToDisk: true);
            }
            File.Move(unfinished, target, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
        return target;
    }

    /// <summary>Where each tensor lies in the copy, and how long it is there, in bytes.</summary>
    private static IReadOnlyList<(long Start, long Bytes)> Layout(GgufHeader header, GgufTensor head)
    {
        var places = new List<(long Start, long Bytes)>();
        var next = header.DataStart;
        foreach (var tensor in header.Tensors)
        {
            var bytes = tensor == head ? tensor.Bytes / FiveBitBlock * EightBitBlock : tensor.Bytes;
            places.Add((next, bytes));
            next = Aligned(next + bytes, header);
        }
        return places;
    }

    private static void Write(
        FileStream input, FileStream output, GgufHeader header, GgufTensor head, IReadOnlyList<(long Start, long Bytes)> layout)
    {
        CopyRange(input, output, 0, header.TensorsStart);
        foreach (var (tensor, (start, _)) in header.Tensors.Zip(layout))
            output.Write(Entry(tensor, tensor == head ? EightBits : tensor.Type, start - header.DataStart));
        foreach (var (tensor, (start, _)) in header.Tensors.Zip(layout))
        {
            output.Write(new byte[start - output.Position]);
            input.Position = header.DataStart + (long)tensor.Offset;
            if (tensor == head)
                Widen(input, output, tensor.Bytes / FiveBitBlock);
            else
                CopyRange(input, output, input.Position, tensor.Bytes);
        }
    }

    private static byte[] Entry(GgufTensor tensor, int type, long offset)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write((ulong)Encoding.UTF8.GetByteCount(tensor.Name));
        writer.Write(Encoding.UTF8.GetBytes(tensor.Name));
        writer.Write(tensor.Dimensions.Count);
        foreach (var dimension in tensor.Dimensions)
            writer.Write(dimension);
        writer.Write(type);
        writer.Write(offset);
        return bytes.ToArray();
    }

    private static void Widen(FileStream input, FileStream output, long blocks)
    {
        var five = new byte[BlocksAtOnce * FiveBitBlock];
        var eight = new byte[BlocksAtOnce * EightBitBlock];
        while (blocks > 0)
        {
            var count = (int)Math.Min(blocks, BlocksAtOnce);
            input.ReadExactly(five, 0, count * FiveBitBlock);
            for (var i = 0; i < count; i++)
                Widen(five.AsSpan(i * FiveBitBlock, FiveBitBlock), eight.AsSpan(i * EightBitBlock, EightBitBlock));
            output.Write(eight, 0, count * EightBitBlock);
            blocks -= count;
        }
    }

    private static void Widen(ReadOnlySpan<byte> five, Span<byte> eight)
    {
        const int scale = 2, half = Elements / 2, middle = 16;
        five[..scale].CopyTo(eight);
        var high = BinaryPrimitives.ReadUInt32LittleEndian(five[scale..]);
        var low = five[(scale + sizeof(uint))..];
        for (var i = 0; i < half; i++)
        {
            eight[scale + i] = (byte)(((uint)low[i] & 15 | ((high >> i) & 1) << 4) - middle);
            eight[scale + half + i] = (byte)(((uint)low[i] >> 4 | ((high >> (i + half)) & 1) << 4) - middle);
        }
    }

    private static void CopyRange(FileStream input, FileStream output, long start, long bytes)
    {
        input.Position = start;
        var buffer = new byte[1 << 20];
        while (bytes > 0)
        {
            var count = (int)Math.Min(bytes, buffer.Length);
            input.ReadExactly(buffer, 0, count);
            output.Write(buffer, 0, count);
            bytes -= count;
        }
    }

    private static long Aligned(long position, GgufHeader header) =>
        (position + header.Alignment - 1) / header.Alignment * header.Alignment;
}
