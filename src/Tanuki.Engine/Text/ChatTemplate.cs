using System.Runtime.InteropServices;
using System.Text;
using Tanuki.Engine.Native;

namespace Tanuki.Engine.Text;

/// <summary>A stretch of a rendered prompt.</summary>
/// <param name="Trusted">Written by the template rather than by the user: special tokens in it count.</param>
internal readonly record struct PromptPiece(string Text, bool Trusted);

/// <summary>
/// Lays messages out as the model was trained to read them. The template is rendered with placeholders for the contents, so
/// that what it wrote itself can be told from what it was given: a content may spell out special tokens without becoming them.
/// </summary>
internal sealed unsafe class ChatTemplate
{
    private static readonly string[] _roles = ["system", "user", "assistant"];

    private readonly string? _template;

    public ChatTemplate(ModelHandle model)
        : this(Marshal.PtrToStringUTF8((nint)Llama.ModelChatTemplate(model, null)))
    {
    }

    internal ChatTemplate(string? template) => _template = template;

    /// <exception cref="PromptException">A role or the template is unknown.</exception>
    public IReadOnlyList<PromptPiece> Render(IReadOnlyList<(string Role, string Content)> messages, string assistantPrefill)
    {
        if (messages.Count == 0)
            throw new PromptException("The prompt has no messages.");
        if (messages.FirstOrDefault(message => !_roles.Contains(message.Role)).Role is { } unknown)
            throw new PromptException($"\"{unknown}\" is not a role; there are {string.Join(", ", _roles)}.");
        if (_template is null)
            throw new PromptException("The model has no chat template; give it a raw prompt.");
        var mark = Guid.NewGuid().ToString("N");
        var rendered = Apply(messages.Select((message, index) => (message.Role, Mark(mark, index))).ToList());
        var pieces = new List<PromptPiece>();
        var start = 0;
        for (var i = 0; i < messages.Count; i++)
        {
            var found = rendered.IndexOf(Mark(mark, i), start, StringComparison.Ordinal);
            if (found < 0)
                throw new PromptException($"The model's chat template leaves out message {i + 1} ({messages[i].Role}).");
            Add(pieces, rendered[start..found], trusted: true);
            Add(pieces, messages[i].Content, trusted: false);
            start = found + Mark(mark, i).Length;
        }
        Add(pieces, rendered[start..], trusted: true);
        Add(pieces, assistantPrefill, trusted: false);
        return pieces;
    }

    private static string Mark(string mark, int index) => $"[{mark}:{index}]";

    private static void Add(List<PromptPiece> pieces, string text, bool trusted)
    {
        if (text.Length > 0)
            pieces.Add(new PromptPiece(text, trusted));
    }

    private string Apply(List<(string Role, string Content)> messages)
    {
        var native = new LlamaChatMessage[messages.Count];
        var template = (byte*)Marshal.StringToCoTaskMemUTF8(_template);
        try
        {
            for (var i = 0; i < native.Length; i++)
                native[i] = new LlamaChatMessage
                {
                    Role = (byte*)Marshal.StringToCoTaskMemUTF8(messages[i].Role),
                    Content = (byte*)Marshal.StringToCoTaskMemUTF8(messages[i].Content),
                };
            return Apply(template, native);
        }
        finally
        {
            Marshal.FreeCoTaskMem((nint)template);
            foreach (var message in native)
            {
                Marshal.FreeCoTaskMem((nint)message.Role);
                Marshal.FreeCoTaskMem((nint)message.Content);
            }
        }
    }

    private static string Apply(byte* template, LlamaChatMessage[] messages)
    {
        var buffer = new byte[4096];
        while (true)
        {
            int length;
            fixed (LlamaChatMessage* chat = messages)
            fixed (byte* output = buffer)
                length = Llama.ChatApplyTemplate(template, chat, (nuint)messages.Length, 1, output, buffer.Length);
            if (length < 0)
                throw new PromptException("The model's chat template is not one that llama.cpp knows; give it a raw prompt.");
            if (length <= buffer.Length)
                return Encoding.UTF8.GetString(buffer, 0, length);
            buffer = new byte[length];
        }
    }
}
