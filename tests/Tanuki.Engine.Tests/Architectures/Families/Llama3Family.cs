using Tanuki.Models.Gguf;

namespace Tanuki.Engine.Tests.Architectures.Families;

/// <summary>Llama 3.1: a head of its own, and factors for the frequencies of positions.</summary>
public sealed class Llama3Family : TinyFamily
{
    private const string Head = "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nCutting Knowledge Date: December 2023\nToday Date: 26 Jul 2024\n\n";

    public override string Architecture => "llama";

    public override TinyVocabulary Vocabulary { get; } = new BytePairVocabulary("llama-bpe")
    {
        Special = ["<|begin_of_text|>", "<|end_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eom_id|>", "<|eot_id|>", "<|python_tag|>"],
        Begin = "<|begin_of_text|>",
        End = "<|eot_id|>",
    };

    public override IReadOnlyList<string> Ends => ["<|end_of_text|>", "<|eom_id|>", "<|eot_id|>"];

    // Source: meta-llama/Llama-3.1-8B-Instruct, models/templates of llama.cpp v0.5.0; that of 3.3 is the same.
    public override string Template => Published("llama-3.1.jinja");

    public override IReadOnlyList<Conversation> Conversations =>
    [
        Conversation.Usual(Head + "Be brief.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nAdd two numbers.<|eot_id|>"
            + "<|start_header_id|>assistant<|end_header_id|>\n\ndef add"),
        Conversation.Long(Head + "Be brief.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nHello<|eot_id|>"
            + "<|start_header_id|>assistant<|end_header_id|>\n\nHi there.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nAnd now?<|eot_id|>"
            + "<|start_header_id|>assistant<|end_header_id|>\n\n"),
        Conversation.Bare(Head + "<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nHello<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nHi"),
    ];

    public override bool IsTied => false;

    protected override void AddOwn(GgufWriter writer, Random random)
    {
        writer.Put("llama.rope.freq_base", 500000f);
        AddVector(writer, "rope_freqs.weight", HeadWidth / 2, i => i < 4 ? 1 : 8);
    }
}
