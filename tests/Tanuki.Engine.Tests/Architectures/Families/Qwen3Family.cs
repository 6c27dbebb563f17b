using Tanuki.Models.Gguf;

namespace Tanuki.Engine.Tests.Architectures.Families;

/// <summary>Qwen3: norms on queries and keys, heads wider than their share.</summary>
public sealed class Qwen3Family : TinyFamily
{
    public override string Architecture => "qwen3";

    public override TinyVocabulary Vocabulary { get; } = new BytePairVocabulary("qwen2")
    {
        Special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"],
        Added = ["<think>", "</think>", "<tool_call>", "</tool_call>"],
        Begin = "<|endoftext|>",
        End = "<|im_end|>",
    };

    public override IReadOnlyList<string> Ends => ["<|endoftext|>", "<|im_end|>"];

    // Source: Qwen/Qwen3-0.6B, models/templates of llama.cpp v0.5.0; rendered with enable_thinking=False.
    public override string Template => Published("qwen3.jinja");

    public override IReadOnlyList<Conversation> Conversations =>
    [
        Conversation.Usual("<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nAdd two numbers.<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\ndef add"),
        Conversation.Long("<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\n Hello \n<|im_end|>\n<|im_start|>assistant\n Hi there. <|im_end|>\n"
            + "<|im_start|>user\nAnd now?<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n"),
        Conversation.Bare("<|im_start|>user\nHello<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\nHi"),
        new([("user", "One?"), ("assistant", "<think>\nHm.\n</think>\n\nTwo."), ("user", "Three?"), ("assistant", "<think>\nAh.\n</think>\n\nFour.")], "",
            "<|im_start|>user\nOne?<|im_end|>\n<|im_start|>assistant\nTwo.<|im_end|>\n<|im_start|>user\nThree?<|im_end|>\n"
            + "<|im_start|>assistant\n<think>\nAh.\n</think>\n\nFour.<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n"),
    ];

    public override int HeadWidth => 32;

    protected override void AddOwn(GgufWriter writer, Random random)
    {
        for (var layer = 0; layer < Layers; layer++)
            foreach (var name in (string[])["attn_q_norm", "attn_k_norm"])
                AddVector(writer, $"blk.{layer}.{name}.weight", HeadWidth, _ => 0.5 + random.NextDouble());
    }
}
