using Tanuki.Models.Gguf;

namespace Tanuki.Engine.Tests.Architectures.Families;

/// <summary>Qwen2.5: biases on queries, keys and values; the embedding gives the logits.</summary>
public sealed class Qwen2Family : TinyFamily
{
    public override string Architecture => "qwen2";

    public override TinyVocabulary Vocabulary { get; } = new BytePairVocabulary("qwen2")
    {
        Special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"],
        Added = ["<tool_call>", "</tool_call>"],
        Begin = "<|endoftext|>",
        End = "<|im_end|>",
    };

    public override IReadOnlyList<string> Ends => ["<|endoftext|>", "<|im_end|>"];

    // Source: Qwen/Qwen2.5-7B-Instruct, models/templates of llama.cpp v0.5.0.
    public override string Template => Published("qwen2.5.jinja");

    // The template adds "You are Qwen, created by Alibaba Cloud. ..." where there is no system message; the engine does not.
    public override IReadOnlyList<Conversation> Conversations =>
    [
        Conversation.Usual("<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nAdd two numbers.<|im_end|>\n<|im_start|>assistant\ndef add"),
        Conversation.Long("<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\n Hello \n<|im_end|>\n<|im_start|>assistant\n Hi there. <|im_end|>\n"
            + "<|im_start|>user\nAnd now?<|im_end|>\n<|im_start|>assistant\n"),
        Conversation.Bare("<|im_start|>user\nHello<|im_end|>\n<|im_start|>assistant\nHi"),
    ];

    protected override void AddOwn(GgufWriter writer, Random random)
    {
        for (var layer = 0; layer < Layers; layer++)
            foreach (var (name, heads) in new[] { ("attn_q", Heads), ("attn_k", KvHeads), ("attn_v", KvHeads) })
                AddVector(writer, $"blk.{layer}.{name}.bias", heads * HeadWidth, _ => random.NextDouble() - 0.5);
    }
}
