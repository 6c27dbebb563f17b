namespace Tanuki.Engine.Text.Families;

/// <summary>Ministral 3, Mistral Small 3 and Devstral: a system prompt of its own, and no space anywhere that nobody wrote.</summary>
internal sealed class MistralTekken : IChatFamily
{
    private const string Start = "[INST]", End = "[/INST]", SystemStart = "[SYSTEM_PROMPT]", SystemEnd = "[/SYSTEM_PROMPT]";

    public static IChatFamily? Recognise(TemplateSource template) =>
        template.WritesOnly(
        [
            Start, End, SystemStart, SystemEnd, "[IMG]", "[THINK]", "[/THINK]", "[AVAILABLE_TOOLS]", "[/AVAILABLE_TOOLS]",
            "[TOOL_CALLS]", "[CALL_ID]", "[ARGS]", "[TOOL_RESULTS]", "[TOOL_CONTENT]", "[/TOOL_RESULTS]",
        ])
        && template.Begins && template.Has("eos_token")
        && ((string[])[Start, End, SystemStart, SystemEnd]).All(mark => template.Has($"'{mark}'") && !template.Has(mark + " ") && !template.Has(" " + mark))
            ? new MistralTekken()
            : null;

    public void Write(IReadOnlyList<ChatMessage> messages, string prefill, PromptText text)
    {
        var (system, turns) = MistralTurns.Of(messages);
        text.Begin();
        if (system is not null)
            text.Token(SystemStart).Text(system).Token(SystemEnd);
        foreach (var (role, content) in turns)
            if (role == ChatMessage.User)
                text.Token(Start).Text(content).Token(End);
            else
                text.Text(content).End();
        text.Text(prefill);
    }
}
