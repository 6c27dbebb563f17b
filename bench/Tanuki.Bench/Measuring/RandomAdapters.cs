using System.Runtime.InteropServices;
using Tanuki.Models.Gguf;

namespace Tanuki.Bench.Measuring;

/// <summary>Adapters of random weights for the bundled backbone: what swapping and applying them costs does not depend on what they learned.</summary>
internal static class RandomAdapters
{
    private const int Layers = 24, Rank = 16, Width = 896, Inner = 4864;

    /// <summary>On the matrices that specialists are usually trained on.</summary>
    private static readonly (string Name, int In, int Out)[] Targets =
    [
        ("attn_q", Width, Width), ("attn_v", Width, Width / 7), ("attn_output", Width, Width),
        ("ffn_gate", Width, Inner), ("ffn_up", Width, Inner), ("ffn_down", Inner, Width),
    ];

    /// <returns>Paths below <paramref name="folder"/>.</returns>
    public static IReadOnlyList<string> WriteAll(string folder, int count)
    {
        Directory.CreateDirectory(folder);
        return [.. Enumerable.Range(0, count).Select(number => Write(Path.Combine(folder, FormattableString.Invariant($"{number}.gguf")), seed: number))];
    }

    private static string Write(string path, int seed)
    {
        // Reproducible weights, not secrets.
#pragma warning disable CA5394
        var random = new Random(seed);
        var writer = new GgufWriter();
        writer.Put("general.type", "adapter");
        writer.Put("general.architecture", "qwen2");
        writer.Put("adapter.type", "lora");
        writer.Put("adapter.lora.alpha", (float)Rank);
        foreach (var layer in Enumerable.Range(0, Layers))
        {
            foreach (var (name, input, output) in Targets)
            {
                Add($"blk.{layer}.{name}.weight.lora_a", input, Rank);
                Add($"blk.{layer}.{name}.weight.lora_b", Rank, output);
            }
        }
        using var file = File.Create(path);
        writer.Write(file);
        return path;

        void Add(string name, int columns, int rows)
        {
            var weights = new Half[columns * rows];
            foreach (ref var weight in weights.AsSpan())
                weight = (Half)((random.NextSingle() - 0.5f) * 0.02f);
            writer.Add(name, GgufType.F16, [columns, rows], MemoryMarshal.AsBytes<Half>(weights).ToArray());
        }
#pragma warning restore CA5394
    }
}
