using Tanuki.Core;

namespace Tanuki.Engine.Text;

/// <summary>The prompt cannot be laid out for this model.</summary>
internal sealed class PromptException(string message) : TanukiException(message);
