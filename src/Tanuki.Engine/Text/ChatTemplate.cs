using System.Runtime.InteropServices;
using Tanuki.Engine.Native;
using Tanuki.Engine.Text.Families;

namespace Tanuki.Engine.Text;

/// <summary>
/// Lays messages out as the model was trained to read them. llama.cpp has no Jinja at this interface and guesses a layout from a
/// few characters of the template; here a template is recognised as that of a known family, or the messages are refused.
/// </summary>
internal sealed class ChatTemplate
{
    private static readonly Func<TemplateSource, IChatFamily?>[] _families =
        [ChatMl.Recognise, Qwen3.Recognise, Llama3.Recognise, MistralTekken.Recognise, MistralInstruct.Recognise, DeepSeekCoder.Recognise];

    /// <summary>Characters of a template that is looked at; published ones have up to 20,000.</summary>
    private const int Longest = 1 << 16;

    private readonly bool _missing;
    private readonly IChatFamily? _family;

    public unsafe ChatTemplate(ModelHandle model)
        : this(Marshal.PtrToStringUTF8((nint)Llama.ModelChatTemplate(model, null)))
    {
    }

    internal ChatTemplate(string? template)
    {
        _missing = template is null;
        if (template is { Length: <= Longest } && new TemplateSource(template) is var source)
            _family = _families.Select(recognise => recognise(source)).FirstOrDefault(family => family is not null);
    }

    /// <exception cref="PromptException">A role, the template or the shape of the conversation is unknown.</exception>
    public IReadOnlyList<PromptPiece> Render(IReadOnlyList<ChatMessage> messages, string assistantPrefill)
    {
        if (messages.Count == 0)
            throw new PromptException("The prompt has no messages.");
        if (messages.FirstOrDefault(message => !ChatMessage.Roles.Contains(message.Role)).Role is { } unknown)
            throw new PromptException($"\"{unknown}\" is not a role; there are {string.Join(", ", ChatMessage.Roles)}.");
        if (_missing)
            throw new PromptException("The model has no chat template; give it a raw prompt.");
        if (_family is null)
            throw new PromptException("The model's chat template is of no family that the engine knows, and a guess would be wrong; give it a raw prompt.");
        var text = new PromptText();
        _family.Write(messages, assistantPrefill, text);
        return text.Pieces;
    }
}
