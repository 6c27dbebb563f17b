using System.Text;

namespace Tanuki.Models.Tests.Support;

/// <summary>A whole GGUF of a few hundred kilobytes that llama.cpp loads, every part of which can be spoilt. Its weights are nought.</summary>
internal sealed class TinyModel
{
    private const uint U32 = 4, I32 = 5, F32 = 6, Text = 8, Array = 9;
    private const string ChatMl = "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' }}{% endfor %}{{ '<|im_start|>assistant\\n' }}";
    private const int Width = 32, Inner = 64, Vocabulary = 259;

    public TinyModel()
    {
        Put("general.architecture", "llama");
        Put("general.alignment", 32u);
        Put("llama.block_count", 1u);
        Put("llama.context_length", 4096u);
        Put("llama.embedding_length", (uint)Width);
        Put("llama.feed_forward_length", (uint)Inner);
        Put("llama.attention.head_count", 2u);
        Put("llama.attention.head_count_kv", 2u);
        Put("llama.rope.dimension_count", (uint)Width / 2);
        Put("llama.attention.layer_norm_rms_epsilon", 1e-5f);
        Put("tokenizer.ggml.model", "llama");
        PutTokens(Tokens);
        PutArray("tokenizer.ggml.scores", F32, Tokens.Select((_, i) => BitConverter.GetBytes(-(float)i)));
        PutArray("tokenizer.ggml.token_type", I32, Tokens.Select((_, i) => BitConverter.GetBytes(i switch { 0 => 2, 1 or 2 => 3, _ => 6 })));
        Put("tokenizer.ggml.unknown_token_id", 0u);
        Put("tokenizer.ggml.bos_token_id", 1u);
        Put("tokenizer.ggml.eos_token_id", 2u);
        Put("tokenizer.chat_template", ChatMl);

        Add("token_embd.weight", Width, Vocabulary);
        Add("output_norm.weight", Width);
        Add("output.weight", Width, Vocabulary);
        foreach (var name in (string[])["attn_norm", "ffn_norm"])
            Add($"blk.0.{name}.weight", Width);
        foreach (var name in (string[])["attn_q", "attn_k", "attn_v", "attn_output"])
            Add($"blk.0.{name}.weight", Width, Width);
        Add("blk.0.ffn_gate.weight", Width, Inner);
        Add("blk.0.ffn_up.weight", Width, Inner);
        Add("blk.0.ffn_down.weight", Inner, Width);
    }

    public string Magic { get; set; } = "GGUF";

    public uint Version { get; set; } = 3;

    /// <summary>What the file says; null for the truth.</summary>
    public ulong? TensorCount { get; set; }

    public ulong? MetadataCount { get; set; }

    public List<(byte[] Key, uint Type, byte[] Value)> Metadata { get; } = [];

    public List<TinyTensor> Tensors { get; } = [];

    /// <summary>Three that mean something to the model, and one for each byte.</summary>
    public static IReadOnlyList<string> Tokens { get; } = ["<unk>", "<s>", "</s>", .. Enumerable.Range(0, 256).Select(value => $"<0x{value:X2}>")];

    public void Put(string key, string value) => Put(key, Text, OfText(value));

    public void Put(string key, uint value) => Put(key, U32, BitConverter.GetBytes(value));

    public void Put(string key, float value) => Put(key, F32, BitConverter.GetBytes(value));

    /// <summary>Replaces the entry of that key, or adds one.</summary>
    public void Put(string key, uint type, byte[] value)
    {
        var entry = (Encoding.UTF8.GetBytes(key), type, value);
        if (Find(key) is >= 0 and var index)
            Metadata[index] = entry;
        else
            Metadata.Add(entry);
    }

    public void PutArray(string key, uint type, IEnumerable<byte[]> items, ulong? count = null)
    {
        var all = items.ToList();
        Put(key, Array, [.. BitConverter.GetBytes(type), .. BitConverter.GetBytes(count ?? (ulong)all.Count), .. all.SelectMany(item => item)]);
    }

    /// <summary>As many as there are rows in the weights.</summary>
    public void PutTokens(IEnumerable<string> tokens) => PutArray("tokenizer.ggml.tokens", Text, tokens.Select(OfText));

    /// <summary>Writes another text for a token.</summary>
    public void PutToken(string token, string instead) => PutTokens(Tokens.Select(t => t == token ? instead : t));

    public void Remove(string key) => Metadata.RemoveAt(Find(key));

    public TinyTensor Tensor(string name) => Tensors.Find(tensor => tensor.Name == name)!;

    public static byte[] OfText(string text) => [.. BitConverter.GetBytes((ulong)Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)];

    /// <summary>Where the data begin in what <see cref="ToBytes"/> gives.</summary>
    public int DataStart { get; private set; }

    public byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(Encoding.ASCII.GetBytes(Magic));
        writer.Write(Version);
        writer.Write(TensorCount ?? (ulong)Tensors.Count);
        writer.Write(MetadataCount ?? (ulong)Metadata.Count);
        foreach (var (key, type, value) in Metadata)
        {
            writer.Write((ulong)key.Length);
            writer.Write(key);
            writer.Write(type);
            writer.Write(value);
        }

        ulong offset = 0;
        foreach (var tensor in Tensors)
        {
            writer.Write(OfText(tensor.Name));
            writer.Write(tensor.DimensionCount ?? (uint)tensor.Dimensions.Length);
            foreach (var dimension in tensor.Dimensions)
                writer.Write(dimension);
            writer.Write(tensor.Type);
            writer.Write(tensor.Offset ?? offset);
            offset += (tensor.Bytes + 31) / 32 * 32;
        }

        DataStart = (int)(bytes.Length + 31) / 32 * 32;
        bytes.SetLength(DataStart + (long)offset);
        return bytes.ToArray();
    }

    private int Find(string key)
    {
        var wanted = Encoding.UTF8.GetBytes(key);
        return Metadata.FindIndex(entry => entry.Key.AsSpan().SequenceEqual(wanted));
    }

    private void Add(string name, params ulong[] dimensions) =>
        Tensors.Add(new TinyTensor { Name = name, Dimensions = dimensions, Bytes = dimensions.Aggregate(sizeof(float) * 1UL, (bytes, dimension) => bytes * dimension) });
}

internal sealed class TinyTensor
{
    public required string Name { get; set; }

    public required ulong[] Dimensions { get; set; }

    public uint? DimensionCount { get; set; }

    public uint Type { get; set; }

    /// <summary>Null for where its data are.</summary>
    public ulong? Offset { get; set; }

    public required ulong Bytes { get; init; }
}
