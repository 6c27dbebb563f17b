using Tanuki.Models.Tests.Support;

namespace Tanuki.Cli.Tests;

/// <summary>Ways in which a GGUF can be wrong, each applied to a whole small model.</summary>
internal static class SpoiltModels
{
    private const uint U8 = 0, U32 = 4, I32 = 5, F32 = 6, Text = 8, Array = 9, U64 = 10;

    private static readonly (byte[] Bytes, int DataStart) Whole = Small();

    public static IReadOnlyList<(string Name, byte[] Bytes)> All { get; } =
    [
        ("an empty file", []),
        ("a signature alone", "GGUF"u8.ToArray()),
        ("another signature", Spoilt(m => m.Magic = "GGML")),
        ("version 0", Spoilt(m => m.Version = 0)),
        ("version 1", Spoilt(m => m.Version = 1)),
        ("version 99", Spoilt(m => m.Version = 99)),
        ("the other byte order", Spoilt(m => m.Version = 0x03000000)),
        ("no tensors", Spoilt(m => m.TensorCount = 0)),
        ("one tensor too many", Spoilt(m => m.TensorCount = (ulong)m.Tensors.Count + 1)),
        ("2^63 tensors", Spoilt(m => m.TensorCount = 1UL << 63)),
        ("no metadata", Spoilt(m => m.MetadataCount = 0)),
        ("one entry too many", Spoilt(m => m.MetadataCount = (ulong)m.Metadata.Count + 1)),
        ("one entry too few", Spoilt(m => m.MetadataCount = (ulong)m.Metadata.Count - 1)),
        ("2^64 - 1 entries", Spoilt(m => m.MetadataCount = ulong.MaxValue)),
        ("an empty key", Spoilt(m => m.Metadata.Insert(0, ([], U32, BitConverter.GetBytes(1))))),
        ("a key twice", Spoilt(m => m.Metadata.Add(m.Metadata[2]))),
        ("an unknown type", Spoilt(m => m.Put("x", 99, new byte[8]))),
        ("an array of arrays", Spoilt(m => m.Put("x", Array, [.. BitConverter.GetBytes(Array), .. BitConverter.GetBytes(1UL), .. BitConverter.GetBytes(U8), .. BitConverter.GetBytes(1UL), 1]))),
        ("an array of 2^62 strings", Spoilt(m => m.PutArray("x", Text, [], 1UL << 62))),
        ("an array of 2^61 numbers of 8 bytes", Spoilt(m => m.PutArray("x", U64, [], 1UL << 61))),
        ("a string of 2^64 - 1 bytes", Spoilt(m => m.Put("x", Text, BitConverter.GetBytes(ulong.MaxValue)))),
        ("no architecture", Spoilt(m => m.Remove("general.architecture"))),
        ("an unknown architecture", Spoilt(m => m.Put("general.architecture", "raccoon"))),
        ("an architecture that is a number", Spoilt(m => m.Put("general.architecture", 7u))),
        ("an architecture that is not UTF-8", Spoilt(m => m.Put("general.architecture", Text, [2, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xfe]))),
        ("no block count", Spoilt(m => m.Remove("llama.block_count"))),
        ("2 blocks where there is 1", Spoilt(m => m.Put("llama.block_count", 2u))),
        ("2^32 - 1 blocks", Spoilt(m => m.Put("llama.block_count", uint.MaxValue))),
        ("a width of 0", Spoilt(m => m.Put("llama.embedding_length", 0u))),
        ("another width", Spoilt(m => m.Put("llama.embedding_length", 48u))),
        ("a width of 2^32 - 1", Spoilt(m => m.Put("llama.embedding_length", uint.MaxValue))),
        ("a width that is a text", Spoilt(m => m.Put("llama.embedding_length", "wide"))),
        ("no heads", Spoilt(m => m.Put("llama.attention.head_count", 0u))),
        ("3 heads", Spoilt(m => m.Put("llama.attention.head_count", 3u))),
        ("2^32 - 1 heads", Spoilt(m => m.Put("llama.attention.head_count", uint.MaxValue))),
        ("no heads for keys", Spoilt(m => m.Put("llama.attention.head_count_kv", 0u))),
        ("5 heads for keys", Spoilt(m => m.Put("llama.attention.head_count_kv", 5u))),
        ("a context of 0", Spoilt(m => m.Put("llama.context_length", 0u))),
        ("no length of the context", Spoilt(m => m.Remove("llama.context_length"))),
        ("rotations wider than a head", Spoilt(m => m.Put("llama.rope.dimension_count", 1u << 30))),
        ("experts that are not there", Spoilt(m => m.Put("llama.expert_count", 1u << 30))),
        ("no norm's epsilon", Spoilt(m => m.Remove("llama.attention.layer_norm_rms_epsilon"))),
        ("a norm's epsilon that is no number", Spoilt(m => m.Put("llama.attention.layer_norm_rms_epsilon", "small"))),
        ("no tokens", Spoilt(m => m.Remove("tokenizer.ggml.tokens"))),
        ("an empty vocabulary", Spoilt(m => m.PutArray("tokenizer.ggml.tokens", Text, []))),
        ("fewer tokens than the weights have", Spoilt(m => m.PutArray("tokenizer.ggml.tokens", Text, [TinyModel.OfText("<unk>")]))),
        ("tokens that are numbers", Spoilt(m => m.PutArray("tokenizer.ggml.tokens", U32, Enumerable.Repeat(BitConverter.GetBytes(1), 259)))),
        ("a token twice", Spoilt(m => m.PutToken("<0x6F>", "<s>"))),
        ("no token for a byte", Spoilt(m => m.PutToken("<0x6F>", "<0x6f>"))),
        ("fewer scores than tokens", Spoilt(m => m.PutArray("tokenizer.ggml.scores", F32, [BitConverter.GetBytes(1f)]))),
        ("fewer kinds than tokens", Spoilt(m => m.PutArray("tokenizer.ggml.token_type", I32, [BitConverter.GetBytes(1)]))),
        ("an unknown tokenizer", Spoilt(m => m.Put("tokenizer.ggml.model", "abacus"))),
        ("no tokenizer", Spoilt(m => m.Remove("tokenizer.ggml.model"))),
        ("merges that are none", Spoilt(m => { m.Put("tokenizer.ggml.model", "gpt2"); m.PutArray("tokenizer.ggml.merges", Text, [TinyModel.OfText("x")]); })),
        ("no template of a conversation", Spoilt(m => m.Remove("tokenizer.chat_template"))),
        ("an alignment of 0", Spoilt(m => m.Put("general.alignment", 0u))),
        ("an alignment of 3", Spoilt(m => m.Put("general.alignment", 3u))),
        ("an alignment of 2^31", Spoilt(m => m.Put("general.alignment", 1u << 31))),
        ("a tensor of no dimensions", Spoilt(m => m.Tensor("output_norm.weight").Dimensions = [])),
        ("a dimension of 0", Spoilt(m => m.Tensor("output_norm.weight").Dimensions = [0])),
        ("dimensions whose product overflows", Spoilt(m => m.Tensor("output.weight").Dimensions = [1UL << 33, 1UL << 33])),
        ("a dimension of 2^63", Spoilt(m => m.Tensor("output_norm.weight").Dimensions = [1UL << 63])),
        ("five dimensions", Spoilt(m => m.Tensor("output.weight").DimensionCount = 5)),
        ("2^32 - 1 dimensions", Spoilt(m => m.Tensor("output.weight").DimensionCount = uint.MaxValue)),
        ("an unknown format of weights", Spoilt(m => m.Tensor("output.weight").Type = 255)),
        ("a format that was given up", Spoilt(m => m.Tensor("output.weight").Type = 4)),
        ("blocks that do not fit a row", Spoilt(m => m.Tensor("output.weight").Type = 12)),
        ("a tensor twice", Spoilt(m => m.Tensor("blk.0.attn_q.weight").Name = "blk.0.attn_k.weight")),
        ("a tensor by another name", Spoilt(m => m.Tensor("blk.0.attn_q.weight").Name = "blk.0.attn_x.weight")),
        ("a tensor's name of 200 characters", Spoilt(m => m.Tensor("blk.0.attn_q.weight").Name = new string('a', 200))),
        ("a tensor of another shape", Spoilt(m => m.Tensor("blk.0.ffn_down.weight").Dimensions = [32, 64])),
        ("a tensor beyond the end", Spoilt(m => m.Tensor("blk.0.attn_q.weight").Offset = 1 << 30)),
        ("a tensor at 2^64 - 32", Spoilt(m => m.Tensor("blk.0.attn_q.weight").Offset = ulong.MaxValue - 31)),
        ("a tensor at an odd place", Spoilt(m => m.Tensor("blk.0.attn_q.weight").Offset = 33)),
        ("a header cut off in its metadata", Whole.Bytes[..700]),
        ("a header cut off in its tensors", Whole.Bytes[..(Whole.DataStart - 200)]),
        ("no data", Whole.Bytes[..Whole.DataStart]),
        ("data that end too early", Whole.Bytes[..^4097]),
        ("a shard that says it is one of 3", Spoilt(m => { m.Put("split.count", 3u); m.Put("split.no", 0u); })),
        ("a file of noughts", new byte[100_000]),
    ];

    private static (byte[] Bytes, int DataStart) Small()
    {
        var model = new TinyModel();
        return (model.ToBytes(), model.DataStart);
    }

    private static byte[] Spoilt(Action<TinyModel> spoil)
    {
        var model = new TinyModel();
        spoil(model);
        return model.ToBytes();
    }
}
