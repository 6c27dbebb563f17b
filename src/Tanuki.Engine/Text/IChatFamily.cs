namespace Tanuki.Engine.Text;

/// <summary>How a family of models was trained to read a conversation. One is a file in Families and a line in <see cref="ChatTemplate"/>.</summary>
internal interface IChatFamily
{
    /// <summary>Lays out what the family's own template gives, up to where the answer begins, and the beginning of the answer.</summary>
    /// <remarks>Where a template adds a system message of its own when there is none, that is left out: what is said is the caller's to say.</remarks>
    /// <param name="messages">At least one.</param>
    /// <param name="prefill">What the answer begins with; may be empty.</param>
    /// <exception cref="PromptException">The family knows no conversation of this shape.</exception>
    void Write(IReadOnlyList<ChatMessage> messages, string prefill, PromptText text);
}
