using System.Runtime.InteropServices;
using Tanuki.Models.Gguf;

namespace Tanuki.Engine.Tests.Architectures;

/// <summary>
/// A model of a few hundred kilobytes with random weights, of the shape that a family's have: written when a test runs. What all
/// families share is here, what is one's own in its file.
/// </summary>
/// <remarks>Names of metadata and tensors are those that llama.cpp v0.5.0 asks for: src/llama-arch.cpp and src/models.</remarks>
public abstract class TinyFamily
{
    protected const int Width = 64, Heads = 4, KvHeads = 2, Inner = 96;

    private const int Seed = 20261124, ContextTokens = 4096;

    /// <summary>Elements of a block of ggml's Q5_0, and bytes of what follows its scale.</summary>
    private const int Block = 32, BlockBytes = 20;

    private readonly List<(string Name, int Columns, int Rows)> _matrices = [];

    public const int Layers = 2;

    /// <summary>As llama.cpp names it.</summary>
    public abstract string Architecture { get; }

    public abstract TinyVocabulary Vocabulary { get; }

    /// <summary>Tokens that end an answer.</summary>
    public abstract IReadOnlyList<string> Ends { get; }

    /// <summary>The chat template that was published with a model of the family.</summary>
    public abstract string Template { get; }

    /// <summary>What <see cref="Template"/> gives for some conversations.</summary>
    public abstract IReadOnlyList<Conversation> Conversations { get; }

    /// <summary>Elements of a head; a family may have more than its share of <see cref="Width"/>.</summary>
    public virtual int HeadWidth => Width / Heads;

    /// <summary>Whether the embedding also gives the logits.</summary>
    public virtual bool IsTied => true;

    /// <summary>By name, with elements of a row and rows.</summary>
    public IReadOnlyList<(string Name, int Columns, int Rows)> Matrices => _matrices;

    /// <summary>Whether the tokeniser is to add what a text begins with; null leaves it to llama.cpp, which knows it of each kind.</summary>
    public bool? AddsBegin { get; init; }

    /// <summary>Format of what gives the logits.</summary>
    public GgufType HeadType { get; init; } = GgufType.F32;

    /// <returns>The path of the file.</returns>
    public string Write(string path)
    {
        var random = new Random(Seed);
        var writer = new GgufWriter();
        writer.Put("general.architecture", Architecture);
        Put("block_count", Layers);
        Put("context_length", ContextTokens);
        Put("embedding_length", Width);
        Put("feed_forward_length", Inner);
        Put("attention.head_count", Heads);
        Put("attention.head_count_kv", KvHeads);
        Put("attention.key_length", HeadWidth);
        Put("attention.value_length", HeadWidth);
        Put("rope.dimension_count", HeadWidth);
        writer.Put($"{Architecture}.attention.layer_norm_rms_epsilon", 1e-5f);
        Vocabulary.Write(writer);
        if (AddsBegin is { } adds)
            writer.Put("tokenizer.ggml.add_bos_token", adds);
        writer.Put("tokenizer.chat_template", Template);
        _matrices.Clear();
        AddMatrix(writer, random, IsTied ? HeadType : GgufType.F32, "token_embd.weight", Width, Vocabulary.Tokens.Count, 0.3);
        if (!IsTied)
            AddMatrix(writer, random, HeadType, "output.weight", Width, Vocabulary.Tokens.Count, 0.3);
        AddVector(writer, "output_norm.weight", Width, _ => 1);
        for (var layer = 0; layer < Layers; layer++)
            AddLayer($"blk.{layer}.");
        AddOwn(writer, random);
        using var file = File.Create(path);
        writer.Write(file);
        return path;

        void Put(string key, int value) => writer.Put($"{Architecture}.{key}", (uint)value);

        void AddLayer(string layer)
        {
            AddVector(writer, layer + "attn_norm.weight", Width, _ => 1);
            AddVector(writer, layer + "ffn_norm.weight", Width, _ => 1);
            foreach (var (name, columns, rows) in new[]
            {
                ("attn_q", Width, Heads * HeadWidth), ("attn_k", Width, KvHeads * HeadWidth), ("attn_v", Width, KvHeads * HeadWidth),
                ("attn_output", Heads * HeadWidth, Width), ("ffn_gate", Width, Inner), ("ffn_up", Width, Inner), ("ffn_down", Inner, Width),
            })
                AddMatrix(writer, random, GgufType.F32, $"{layer}{name}.weight", columns, rows, 1.5 / Math.Sqrt(columns));
        }
    }

    /// <summary>Metadata and tensors that only this family has.</summary>
    protected abstract void AddOwn(GgufWriter writer, Random random);

    protected static void AddVector(GgufWriter writer, string name, int length, Func<int, double> value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var values = Enumerable.Range(0, length).Select(i => (float)value(i)).ToArray();
        writer.Add(name, GgufType.F32, [length], MemoryMarshal.AsBytes<float>(values).ToArray());
    }

    /// <summary>The text of a file in Templates.</summary>
    public static string Published(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Architectures", "Templates", name));

    private void AddMatrix(GgufWriter writer, Random random, GgufType type, string name, int columns, int rows, double deviation)
    {
        _matrices.Add((name, columns, rows));
        writer.Add(name, type, [columns, rows], type == GgufType.Q5 ? InFiveBits(random, columns * rows, deviation) : InFull(random, columns * rows, deviation));
    }

    private static byte[] InFull(Random random, int elements, double deviation) => MemoryMarshal.AsBytes<float>(
        Enumerable.Range(0, elements).Select(_ => (float)((random.NextDouble() - 0.5) * Math.Sqrt(12) * deviation)).ToArray()).ToArray();

    private static byte[] InFiveBits(Random random, int elements, double deviation)
    {
        // Of the numbers from -16 to 15.
        const double own = 9.2;
        using var data = new MemoryStream();
        var block = new byte[BlockBytes];
        for (var i = 0; i < elements / Block; i++)
        {
            random.NextBytes(block);
            data.Write(BitConverter.GetBytes((Half)(deviation / own)));
            data.Write(block);
        }
        return data.ToArray();
    }
}
