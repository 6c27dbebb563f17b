using Tanuki.Core;

namespace Tanuki.Models.Backbones;

/// <summary>The request needs more tokens than the context has.</summary>
public sealed class ContextOverflowException(int promptTokens, int neededTokens, int contextTokens) : TanukiException(
    $"The prompt has {promptTokens} tokens and the request needs {neededTokens}, but the model's context holds {contextTokens}.",
    "Shorten the task or its files, or ask for fewer candidates.")
{
    public int PromptTokens { get; } = promptTokens;
    public int NeededTokens { get; } = neededTokens;
    public int ContextTokens { get; } = contextTokens;
}

/// <summary>The model's process died, could not start, or cannot be reached.</summary>
public sealed class BackboneUnavailableException(string message, string? hint = null, Exception? inner = null)
    : TanukiException(message, hint, inner);

/// <summary>There is no room for the request now; nothing was generated.</summary>
public sealed class BackboneSaturatedException(string message, TimeSpan retryAfter) : TanukiException(message, "Try again in a moment.")
{
    /// <summary>When to ask again at the earliest.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}
