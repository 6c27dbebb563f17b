using Tanuki.Models.Gguf;

namespace Tanuki.Engine.Tests.Architectures.Families;

/// <summary>
/// Ministral 3: heads wider than their share, positions stretched by YaRN, and attention that is scaled by position, from the 64th
/// on here instead of the 16,384th.
/// </summary>
public sealed class Ministral3Family : TinyFamily
{
    public override string Architecture => "mistral3";

    public override TinyVocabulary Vocabulary { get; } = new BytePairVocabulary("tekken")
    {
        Special =
        [
            "<unk>", "<s>", "</s>", "[INST]", "[/INST]", "[AVAILABLE_TOOLS]", "[/AVAILABLE_TOOLS]", "[TOOL_RESULTS]", "[/TOOL_RESULTS]", "[TOOL_CALLS]",
            "[IMG]", "[SYSTEM_PROMPT]", "[/SYSTEM_PROMPT]", "[ARGS]", "[THINK]", "[/THINK]",
        ],
        Begin = "<s>",
        End = "</s>",
    };

    public override IReadOnlyList<string> Ends => ["</s>"];

    // Source: mistralai/Ministral-3-14B-Reasoning-2512, models/templates of llama.cpp v0.5.0. That of Ministral-3-3B-Instruct-2512
    // writes the same and has another default system message, which the engine leaves out.
    public override string Template => Published("ministral-3.jinja");

    public override IReadOnlyList<Conversation> Conversations =>
    [
        Conversation.Usual("<s>[SYSTEM_PROMPT]Be brief.[/SYSTEM_PROMPT][INST]Add two numbers.[/INST]def add"),
        Conversation.Long("<s>[SYSTEM_PROMPT]Be brief.[/SYSTEM_PROMPT][INST] Hello \n[/INST] Hi there. </s>[INST]And now?[/INST]"),
        Conversation.Bare("<s>[INST]Hello[/INST]Hi"),
    ];

    public override int HeadWidth => 32;

    protected override void AddOwn(GgufWriter writer, Random random)
    {
        writer.Put("mistral3.rope.freq_base", 1e6f);
        writer.Put("mistral3.rope.scaling.type", "yarn");
        writer.Put("mistral3.rope.scaling.factor", 16f);
        writer.Put("mistral3.rope.scaling.original_context_length", 64u);
        writer.Put("mistral3.rope.scaling.yarn_beta_fast", 32f);
        writer.Put("mistral3.rope.scaling.yarn_beta_slow", 1f);
        writer.Put("mistral3.rope.scaling.yarn_log_multiplier", 1f);
        writer.Put("mistral3.attention.temperature_scale", 0.1f);
    }
}
