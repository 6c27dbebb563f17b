namespace Tanuki.Engine.Text.Families;

/// <summary>DeepSeek's first coders, 1.3B to 33B: headings for marks, and an introduction of their own where there is no system message.</summary>
internal sealed class DeepSeekCoder : IChatFamily
{
    private const string Question = "### Instruction:\n", Answer = "### Response:", End = "<|EOT|>";

    private const string Introduction =
        "You are an AI programming assistant, utilizing the Deepseek Coder model, developed by Deepseek Company, and you only answer questions related to "
        + "computer science. For politically sensitive questions, security and privacy issues, and other non-computer science questions, you will refuse to answer\n";

    // The line on which an answer begins is written beside the tags.
    public static IChatFamily? Recognise(TemplateSource template) =>
        template.WritesOnly([End], beside: "\n") && template.Begins && template.Has($"{{{{'{Introduction}'}}}}") && template.Has("{{message.content}}")
        && template.Has($"{{{{'{Question}'+message.content+'\n'}}}}") && template.Has($"{{{{'{Answer}\n'+message.content+'\n{End}\n'}}}}")
        && template.Has($"{{{{'{Answer}'}}}}")
            ? new DeepSeekCoder()
            : null;

    public void Write(IReadOnlyList<ChatMessage> messages, string prefill, PromptText text)
    {
        text.Begin();
        if (messages.All(message => message.Role != ChatMessage.System))
            text.Text(Introduction);
        foreach (var (role, content) in messages)
            if (role == ChatMessage.System)
                text.Text(content);
            else if (role == ChatMessage.User)
                text.Text($"{Question}{content}\n");
            else
                text.Text($"{Answer}\n{content}\n").Token(End).Text("\n");
        text.Text($"{Answer}\n{prefill}");
    }
}
