namespace Tanuki.Bench.Measuring;

/// <summary>The bundled model's chat template, so that the peer need not render it; token counts are compared with ours.</summary>
internal static class ChatMarkup
{
    public static string Render(IEnumerable<(string Role, string Content)> messages, string prefill) =>
        string.Concat(messages.Select(message => $"<|im_start|>{message.Role}\n{message.Content}<|im_end|>\n")) + "<|im_start|>assistant\n" + prefill;
}
