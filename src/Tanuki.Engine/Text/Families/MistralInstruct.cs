namespace Tanuki.Engine.Text.Families;

/// <summary>
/// Mistral's models before there was a system prompt, whose layouts differ by a space: 7B v0.1 and v0.2, 7B v0.3 with Codestral and
/// Mixtral 8x22B, and Nemo. The system message is put before the first or the last of the user's.
/// </summary>
internal sealed class MistralInstruct : IChatFamily
{
    private const string Start = "[INST]", End = "[/INST]";

    /// <summary>The oldest ones spell the marks out, with spaces on either side, and put the system message first.</summary>
    private bool Spells { get; init; }

    private string Space { get; init; } = "";

    private bool TrimsAnswers { get; init; }

    public static IChatFamily? Recognise(TemplateSource template) => template switch
    {
        _ when !template.Begins || !template.WritesOnly(
            [Start, End, "[AVAILABLE_TOOLS]", "[/AVAILABLE_TOOLS]", "[TOOL_CALLS]", "[TOOL_RESULTS]", "[/TOOL_RESULTS]"]) => null,
        _ when Writes(template, " [INST] ", " [/INST]") && template.Has("loop.firstandsystem_message") && template.Has("' '+message.content+eos_token") =>
            new MistralInstruct { Spells = true, Space = " " },
        _ when Writes(template, "[INST] ", "[/INST]") && template.Has("' '+message.content|trim+eos_token") => new MistralInstruct { Space = " ", TrimsAnswers = true },
        _ when Writes(template, "[INST] ", "[/INST]") && template.Has("' '+message.content+eos_token") => new MistralInstruct { Space = " " },
        _ when Writes(template, "[INST]", "[/INST]") && template.Has("message.content+eos_token") => new MistralInstruct(),
        _ => null,
    };

    public void Write(IReadOnlyList<ChatMessage> messages, string prefill, PromptText text)
    {
        var (system, turns) = MistralTurns.Of(messages);
        var instructed = Spells ? 0 : turns.Count - 1;
        text.Begin();
        for (var i = 0; i < turns.Count; i++)
            if (turns[i].Role == ChatMessage.Assistant)
                text.Text(Space + (TrimsAnswers ? turns[i].Content.Trim() : turns[i].Content)).End();
            else
                WriteQuestion(system is not null && i == instructed ? $"{system}\n\n{turns[i].Content}" : turns[i].Content, text);
        if (prefill.Length > 0)
            text.Text(Space + prefill);
    }

    private static bool Writes(TemplateSource template, string start, string end) =>
        template.Has($"'{start}'+system_message+'\n\n'+message.content+'{end}'") && template.Has($"'{start}'+message.content+'{end}'");

    private void WriteQuestion(string content, PromptText text)
    {
        if (Spells)
            text.Text($" {Start} {content} {End}");
        else
            text.Token(Start).Text(Space + content).Token(End);
    }
}
