using System.Security.Cryptography;
using System.Text.Json;
using Tanuki.Core;
using Tanuki.Models.Catalogue;

namespace Tanuki.Models.Tests.Catalogue;

/// <summary>A catalogue with one model of three small shards, <c>small</c>.</summary>
internal static class SmallCatalogue
{
    public static IReadOnlyList<byte[]> Shards { get; } = [.. Enumerable.Range(1, 3).Select(i => (byte[])[.. "GGUF"u8, .. new byte[1000 + i]])];

    public static string ShardName(int number) => $"small-{number:D5}-of-00003.gguf";

    public static string WholeSha256 => Convert.ToHexStringLower(SHA256.HashData(Shards.SelectMany(s => s).ToArray()));

    public static void WriteTo(ScratchFolder scratch, params IEnumerable<int> shards)
    {
        var files = Shards.Select((bytes, i) =>
            new CatalogueFile(ShardName(i + 1), bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))));
        var entry = new CatalogueEntry("small", "For tests.", Bundled: true, "qwen2", 1000, 2048, 1 << 20, "Apache-2.0", WholeSha256, [.. files]);
        scratch.Write("home/models/catalogue.json", JsonSerializer.SerializeToUtf8Bytes(new CatalogueDocument([entry]), TanukiJson.Compact));
        foreach (var number in shards)
            scratch.Write($"home/models/{ShardName(number)}", Shards[number - 1]);
    }
}
