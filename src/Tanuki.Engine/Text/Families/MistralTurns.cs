namespace Tanuki.Engine.Text.Families;

/// <summary>What Mistral's templates demand of a conversation.</summary>
internal static class MistralTurns
{
    /// <returns>The system message, null when there is none, and the turns after it.</returns>
    /// <exception cref="PromptException">Users and assistants do not take turns.</exception>
    public static (string? System, IReadOnlyList<ChatMessage> Turns) Of(IReadOnlyList<ChatMessage> messages)
    {
        var system = messages[0].Role == ChatMessage.System ? messages[0].Content : null;
        var turns = system is null ? messages : [.. messages.Skip(1)];
        for (var i = 0; i < turns.Count; i++)
            if (turns[i].Role != (i % 2 == 0 ? ChatMessage.User : ChatMessage.Assistant))
                throw new PromptException("The model's chat template takes a system message first, if any, and then user and assistant in turns, the user first.");
        return (system, turns);
    }
}
