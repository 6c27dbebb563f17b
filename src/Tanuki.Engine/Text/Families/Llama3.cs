namespace Tanuki.Engine.Text.Families;

/// <summary>Llama 3 and, with dates at the head of the system message, 3.1 to 3.3.</summary>
/// <param name="dated">Whether there are dates, and with them always a system message.</param>
internal sealed class Llama3(bool dated) : IChatFamily
{
    private const string Start = "<|start_header_id|>", End = "<|end_header_id|>", Turn = "<|eot_id|>";

    // Today's is what the template says where it is told none: prompts stay the same from day to day.
    private const string Learnt = "Cutting Knowledge Date: December 2023\n", Today = "26 Jul 2024";

    public static IChatFamily? Recognise(TemplateSource template) =>
        template.WritesOnly([Start, End, Turn, "<|eom_id|>", "<|python_tag|>"]) && template.Begins
        && template.Has($"'{Start}'+message.role+'{End}\n\n'+message.content|trim+'{Turn}'") && template.Has($"'{Start}assistant{End}\n\n'")
            ? new Llama3(template.Has($"'{Learnt}'") && template.Has($"'{Today}'"))
            : null;

    public void Write(IReadOnlyList<ChatMessage> messages, string prefill, PromptText text)
    {
        text.Begin();
        var system = dated && messages[0].Role == ChatMessage.System ? 1 : 0;
        if (dated)
            Write(ChatMessage.System, $"{Learnt}Today Date: {Today}\n\n{(system > 0 ? messages[0].Content.Trim() : "")}", text);
        foreach (var message in messages.Skip(system))
            Write(message.Role, message.Content.Trim(), text);
        text.Token(Start).Text(ChatMessage.Assistant).Token(End).Text("\n\n" + prefill);
    }

    private static void Write(string role, string content, PromptText text) =>
        text.Token(Start).Text(role).Token(End).Text("\n\n" + content).Token(Turn);
}
