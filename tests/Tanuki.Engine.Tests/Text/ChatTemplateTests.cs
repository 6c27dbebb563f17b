using Tanuki.Engine.Tests.Architectures;
using Tanuki.Engine.Text;

namespace Tanuki.Engine.Tests.Text;

/// <summary>Templates beside those of the families that have a model in the tests.</summary>
public sealed class ChatTemplateTests
{
    // Source: teknium/OpenHermes-2.5-Mistral-7B, as the next one from tests/test-chat-template.cpp of llama.cpp v0.5.0.
    private const string ChatMl =
        "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}{% endfor %}"
        + "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";

    // Source: meta-llama/Meta-Llama-3-8B-Instruct.
    private const string Llama3 =
        "{% set loop_messages = messages %}{% for message in loop_messages %}{% set content = '<|start_header_id|>' + message['role'] + "
        + "'<|end_header_id|>\n\n'+ message['content'] | trim + '<|eot_id|>' %}{% if loop.index0 == 0 %}{% set content = bos_token + content %}{% endif %}"
        + "{{ content }}{% endfor %}{{ '<|start_header_id|>assistant<|end_header_id|>\n\n' }}";

    // Source: mistralai/Codestral-22B-v0.1, without what raises exceptions.
    private const string Codestral =
        "{%- if messages[0]['role'] == 'system' %}{%- set system_message = messages[0]['content'] %}{%- set loop_messages = messages[1:] %}{%- else %}"
        + "{%- set loop_messages = messages %}{%- endif %}{{- bos_token }}{%- for message in loop_messages %}{%- if message['role'] == 'user' %}"
        + "{%- if loop.last and system_message is defined %}{{- '[INST] ' + system_message + '\\n\\n' + message['content'] + '[/INST]' }}{%- else %}"
        + "{{- '[INST] ' + message['content'] + '[/INST]' }}{%- endif %}{%- elif message['role'] == 'assistant' %}{{- ' ' + message['content'] + eos_token}}"
        + "{%- endif %}{%- endfor %}";

    // Source: deepseek-ai/deepseek-coder-33b-instruct, from the same tests.
    private const string DeepSeekCoder =
        "{% if not add_generation_prompt is defined %}\n{% set add_generation_prompt = false %}\n{% endif %}\n{%- set ns = namespace(found=false) -%}\n"
        + "{%- for message in messages -%}\n    {%- if message['role'] == 'system' -%}\n        {%- set ns.found = true -%}\n    {%- endif -%}\n{%- endfor -%}\n"
        + "{{bos_token}}{%- if not ns.found -%}\n{{'You are an AI programming assistant, utilizing the Deepseek Coder model, developed by Deepseek Company, and "
        + "you only answer questions related to computer science. For politically sensitive questions, security and privacy issues, and other non-computer "
        + "science questions, you will refuse to answer\\n'}}\n{%- endif %}\n{%- for message in messages %}\n    {%- if message['role'] == 'system' %}\n"
        + "{{ message['content'] }}\n    {%- else %}\n        {%- if message['role'] == 'user' %}\n{{'### Instruction:\\n' + message['content'] + '\\n'}}\n"
        + "        {%- else %}\n{{'### Response:\\n' + message['content'] + '\\n<|EOT|>\\n'}}\n        {%- endif %}\n    {%- endif %}\n{%- endfor %}\n"
        + "{% if add_generation_prompt %}\n{{'### Response:'}}\n{% endif %}";

    public static TheoryData<string, string, string> Known { get; } = new()
    {
        {
            ChatMl,
            "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nAdd two numbers.<|im_end|>\n<|im_start|>assistant\ndef add",
            "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\n Hello \n<|im_end|>\n<|im_start|>assistant\n Hi there. <|im_end|>\n"
                + "<|im_start|>user\nAnd now?<|im_end|>\n<|im_start|>assistant\n"
        },
        {
            Llama3,
            "<begin><|start_header_id|>system<|end_header_id|>\n\nBe brief.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nAdd two numbers.<|eot_id|>"
                + "<|start_header_id|>assistant<|end_header_id|>\n\ndef add",
            "<begin><|start_header_id|>system<|end_header_id|>\n\nBe brief.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nHello<|eot_id|>"
                + "<|start_header_id|>assistant<|end_header_id|>\n\nHi there.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nAnd now?<|eot_id|>"
                + "<|start_header_id|>assistant<|end_header_id|>\n\n"
        },
        {
            Codestral,
            "<begin>[INST] Be brief.\n\nAdd two numbers.[/INST] def add",
            "<begin>[INST]  Hello \n[/INST]  Hi there. <end>[INST] Be brief.\n\nAnd now?[/INST]"
        },
        {
            DeepSeekCoder,
            "<begin>Be brief.### Instruction:\nAdd two numbers.\n### Response:\ndef add",
            "<begin>Be brief.### Instruction:\n Hello \n\n### Response:\n Hi there. \n<|EOT|>\n### Instruction:\nAnd now?\n### Response:\n"
        },
        {
            TinyFamily.Published("mistral-nemo.jinja"),
            "<begin>[INST]Be brief.\n\nAdd two numbers.[/INST]def add",
            "<begin>[INST] Hello \n[/INST] Hi there. <end>[INST]Be brief.\n\nAnd now?[/INST]"
        },
    };

    [Theory, MemberData(nameof(Known))]
    public void A_known_template_is_laid_out_as_it_would_do_it(string template, string usual, string longer)
    {
        foreach (var conversation in new[] { Conversation.Usual(usual), Conversation.Long(longer) })
            Assert.Equal(conversation.Rendered, Render(template, conversation.Messages, conversation.Prefill));
    }

    [Fact]
    public void A_template_that_begins_the_text_does_so_once() =>
        Assert.Equal("<begin><|im_start|>user\nHello<|im_end|>\n<|im_start|>assistant\n", Render("{{ bos_token }}" + ChatMl, [("user", "Hello")], ""));

    [Fact]
    public void A_coder_without_a_system_message_is_introduced_as_it_was_trained()
    {
        var prompt = Render(DeepSeekCoder, [("user", "Hello")], "Hi");
        Assert.StartsWith("<begin>You are an AI programming assistant, ", prompt, StringComparison.Ordinal);
        Assert.EndsWith("you will refuse to answer\n### Instruction:\nHello\n### Response:\nHi", prompt, StringComparison.Ordinal);
        AssertRefused("an answer on the heading's line", DeepSeekCoder.Replace("{{'### Response:'}}\n", "{{'### Response:'}}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{% for", "{#- What\nfor? -#}\n{%- for", true)]
    [InlineData("{% for", "\t {% set x = 1 %}\n  {% for", true)]
    [InlineData("{% endfor %}", "\n{%- endfor -%}\n\n", true)]
    [InlineData("{% endfor %}", "{% endfor %}\n", true)]
    [InlineData("{% endfor %}", "{% endfor %}\n\n", false)]
    [InlineData("{% endfor %}", "{% endfor %} ", false)]
    [InlineData("{% endfor %}", "\n{% endfor %}", false)]
    [InlineData("{% endfor %}", "</s>{% endfor %}", false)]
    [InlineData("{% for", "You are a pirate, aren't you?{% for", false)]
    public void What_a_template_writes_beside_its_tags_is_not_overlooked(string text, string instead, bool isKnown)
    {
        var template = ChatMl.Replace(text, instead, StringComparison.Ordinal);
        if (isKnown)
            Assert.Equal("<|im_start|>user\nHello<|im_end|>\n<|im_start|>assistant\n", Render(template, [("user", "Hello")], ""));
        else
            AssertRefused(instead, template);
    }

    /// <summary>llama.cpp takes each of these for something that it is not.</summary>
    [Theory]
    [InlineData("one that trims", "message['content']", "message['content'] | trim")]
    [InlineData("Phi-4, which has no lines", "message['role'] + '\n'", "message['role'] + '<|im_sep|>'")]
    [InlineData("one whose answers begin with a thought", "assistant\n' }}", "assistant\n<think>\n' }}")]
    [InlineData("SmolVLM", "<|im_end|>", "<end_of_utterance>")]
    [InlineData("one that ends turns without a line", "'<|im_end|>' + '\n'", "'<|im_end|>'")]
    [InlineData("one that has its own names for roles", "message['role']", "('bot' if message['role'] == 'assistant' else 'human')")]
    public void What_looks_like_a_family_and_is_none_is_refused(string what, string text, string instead)
    {
        Assert.Contains(text, ChatMl, StringComparison.Ordinal);
        AssertRefused(what, ChatMl.Replace(text, instead, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Mistral Large 2411, with spaces", "{{ bos_token }}{{ '[SYSTEM_PROMPT] ' + system + '[/SYSTEM_PROMPT]' }}{{ '[INST] ' + user + '[/INST]' }}{{ eos_token }}")]
    [InlineData("Llama 2", "{{ bos_token + '[INST] <<SYS>>\\n' + system + '\\n<</SYS>>\\n\\n' + content.strip() + ' [/INST]' }}")]
    [InlineData("Gemma", "{{ bos_token }}{{ '<start_of_turn>' + role + '\\n' + message['content'] | trim + '<end_of_turn>\\n' }}")]
    [InlineData("a name that llama.cpp takes for a template", "chatml")]
    [InlineData("nothing", "")]
    public void So_is_every_other(string what, string template) => AssertRefused(what, template);

    [Theory]
    [InlineData("system,system,user")]
    [InlineData("user,user")]
    [InlineData("assistant,user")]
    [InlineData("user,assistant,system")]
    public void Turns_that_a_template_raises_an_exception_for_are_refused(string roles) =>
        Assert.Contains("in turns, the user first", Assert.Throws<PromptException>(
            () => Render(Codestral, [.. roles.Split(',').Select(role => (role, "a"))], "")).Message, StringComparison.Ordinal);

    private static void AssertRefused(string what, string template)
    {
        var refusal = Assert.Throws<PromptException>(() => Render(template, [("user", "Hello")], ""));
        Assert.True(refusal.Message.Contains("of no family that the engine knows", StringComparison.Ordinal), what);
    }

    private static string Render(string template, IReadOnlyList<(string Role, string Content)> messages, string prefill) => string.Concat(
        new ChatTemplate(template).Render([.. messages.Select(message => new ChatMessage(message.Role, message.Content))], prefill)
            .Select(piece => piece.Kind switch { PieceKind.Begin => "<begin>", PieceKind.End => "<end>", _ => piece.Text }));
}
