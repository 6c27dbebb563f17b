using System.Runtime.InteropServices;
using Tanuki.Models.Gguf;

namespace Tanuki.Engine.Tests.Support;

/// <summary>An adapter of random weights; one that fits the bundled backbone unless it is spoilt.</summary>
internal sealed class TestAdapter
{
    private const int Layers = 24;

    public string Kind { get; init; } = "adapter";

    public string Type { get; init; } = "lora";

    public string Architecture { get; init; } = "qwen2";

    public float Alpha { get; init; } = 16;

    public uint[]? Invocation { get; init; }

    /// <summary>What comes in and out of each adapted tensor, in elements.</summary>
    public Dictionary<string, (int In, int Out)> Targets { get; init; } =
        Enumerable.Range(0, Layers).ToDictionary(layer => $"blk.{layer}.ffn_down.weight", _ => (4864, 896));

    public int Rank { get; init; } = 8;

    /// <summary>Whether A has its ranks first, as that of an embedding has.</summary>
    public bool IsLookedUp { get; init; }

    /// <summary>By the names of their tensors.</summary>
    public Func<string, bool> Keeps { get; init; } = _ => true;

    /// <returns>The path of the file.</returns>
    public string Write(string path, int seed)
    {
        var random = new Random(seed);
        var writer = new GgufWriter();
        writer.Put("general.type", Kind);
        writer.Put("general.architecture", Architecture);
        writer.Put("adapter.type", Type);
        writer.Put("adapter.lora.alpha", Alpha);
        if (Invocation is not null)
            writer.Put("adapter.alora.invocation_tokens", Invocation);
        foreach (var (name, (input, output)) in Targets)
        {
            var (columns, rows) = IsLookedUp ? (Rank, input) : (input, Rank);
            Add(name + ".lora_a", columns, rows);
            Add(name + ".lora_b", Rank, output);
        }
        using var file = File.Create(path);
        writer.Write(file);
        return path;

        void Add(string name, int columns, int rows)
        {
            // Weights of the size that leaves an answer sensible, but another one.
            var weights = Enumerable.Range(0, columns * rows).Select(_ => (float)(random.NextDouble() - 0.5) * 0.08f).ToArray();
            if (Keeps(name))
                writer.Add(name, GgufType.F32, [columns, rows], MemoryMarshal.AsBytes<float>(weights).ToArray());
        }
    }
}
