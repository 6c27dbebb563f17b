namespace Tanuki.Engine.Text.Families;

/// <summary>
/// Qwen3 that can be told not to think, as it is here: the answer begins after a thought that is empty. Of earlier answers the
/// thoughts are left out, as the template does.
/// </summary>
internal sealed class Qwen3 : IChatFamily
{
    private const string Open = "<think>", Close = "</think>";

    public static IChatFamily? Recognise(TemplateSource template) =>
        template.WritesOnly([.. ChatMl.Marks, Open, Close]) && ChatMl.WritesMessages(template)
        && template.Has("enable_thinkingisfalse") && template.Has($"'{Open}\n\n{Close}\n\n'")
            ? new Qwen3()
            : null;

    public void Write(IReadOnlyList<ChatMessage> messages, string prefill, PromptText text)
    {
        var question = LastQuestion(messages);
        for (var i = 0; i < messages.Count; i++)
            ChatMl.Write(messages[i].Role == ChatMessage.Assistant ? Answer(messages[i], i > question, i == messages.Count - 1) : messages[i], text);
        text.Token(ChatMl.Start).Text($"assistant\n{Open}\n\n{Close}\n\n{prefill}");
    }

    private static int LastQuestion(IReadOnlyList<ChatMessage> messages)
    {
        for (var i = messages.Count - 1; i >= 0; i--)
            if (messages[i].Role == ChatMessage.User && !IsToolResponse(messages[i].Content))
                return i;
        return messages.Count - 1;
    }

    private static bool IsToolResponse(string content) =>
        content.StartsWith("<tool_response>", StringComparison.Ordinal) && content.EndsWith("</tool_response>", StringComparison.Ordinal);

    private static ChatMessage Answer(ChatMessage message, bool isCurrent, bool isLast)
    {
        var parts = message.Content.Split(Close);
        var content = parts.Length > 1 ? parts[^1].TrimStart('\n') : message.Content;
        var thought = parts.Length > 1 ? parts[0].TrimEnd('\n').Split(Open)[^1].Trim('\n') : "";
        return isCurrent && (isLast || thought.Length > 0)
            ? message with { Content = $"{Open}\n{thought}\n{Close}\n\n{content.TrimStart('\n')}" }
            : message with { Content = content };
    }
}
