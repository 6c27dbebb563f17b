using Tanuki.Models.Gguf;

namespace Tanuki.Engine.Tests.Architectures.Families;

/// <summary>Mistral 7B, of Llama's architecture, with the SentencePiece vocabulary of Llama 2.</summary>
public sealed class MistralFamily : TinyFamily
{
    public override string Architecture => "llama";

    public override TinyVocabulary Vocabulary { get; } = new SentencePieceVocabulary { Special = ["<s>", "</s>"], Begin = "<s>", End = "</s>" };

    public override IReadOnlyList<string> Ends => ["</s>"];

    // Source: mistralai/Mistral-7B-Instruct-v0.2, tests/test-chat-template.cpp of llama.cpp v0.5.0.
    public override string Template => Published("mistral-7b-v0.2.jinja");

    public override IReadOnlyList<Conversation> Conversations =>
    [
        Conversation.Usual("<s> [INST] Be brief.\n\nAdd two numbers. [/INST] def add"),
        Conversation.Long("<s> [INST] Be brief.\n\n Hello \n [/INST]  Hi there. </s> [INST] And now? [/INST]"),
        Conversation.Bare("<s> [INST] Hello [/INST] Hi"),
    ];

    public override bool IsTied => false;

    protected override void AddOwn(GgufWriter writer, Random random) => writer.Put("llama.rope.freq_base", 1e6f);
}
