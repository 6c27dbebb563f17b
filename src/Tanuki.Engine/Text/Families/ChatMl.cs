namespace Tanuki.Engine.Text.Families;

/// <summary>Qwen2, Qwen2.5 with its coders, Qwen3 that does not think, and the many that took ChatML over.</summary>
/// <param name="begins">Whether the conversation begins with the token that begins a text.</param>
internal sealed class ChatMl(bool begins) : IChatFamily
{
    public const string Start = "<|im_start|>", End = "<|im_end|>";

    /// <summary>Marks of tool calls, which are contents here.</summary>
    public static string[] Marks { get; } =
        [Start, End, "<tools>", "</tools>", "<tool_call>", "</tool_call>", "<tool_response>", "</tool_response>"];

    public static IChatFamily? Recognise(TemplateSource template) =>
        template.WritesOnly(Marks) && WritesMessages(template) ? new ChatMl(template.Begins) : null;

    /// <summary>Whether messages are written as they are, and the answer begins on a line of its own.</summary>
    public static bool WritesMessages(TemplateSource template) =>
        template.Has($"'{Start}'+message.role+'\n'+message.content+'{End}\n'") && template.Has($"'{Start}assistant\n'")
        // Those of Hermes that describe tools write a system message whether there are tools or not.
        && !template.Has("{%macro");

    public static void Write(ChatMessage message, PromptText text) =>
        text.Token(Start).Text($"{message.Role}\n{message.Content}").Token(End).Text("\n");

    public void Write(IReadOnlyList<ChatMessage> messages, string prefill, PromptText text)
    {
        if (begins)
            text.Begin();
        foreach (var message in messages)
            Write(message, text);
        text.Token(Start).Text("assistant\n" + prefill);
    }
}
