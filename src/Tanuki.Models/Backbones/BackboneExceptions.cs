using Tanuki.Core;

namespace Tanuki.Models.Backbones;

/// <summary>The request needs more tokens than the context has; each number is 0 where an endpoint does not say.</summary>
public sealed class ContextOverflowException(int promptTokens, int neededTokens, int contextTokens) : TanukiException(
    promptTokens > 0 && contextTokens > 0
        ? $"The prompt has {promptTokens} tokens and the request needs {neededTokens}, but the model's context holds {contextTokens}."
        : "The request needs more tokens than the model's context holds.",
    "Shorten the task or its files, or ask for fewer candidates.")
{
    public int PromptTokens { get; } = promptTokens;
    public int NeededTokens { get; } = neededTokens;
    public int ContextTokens { get; } = contextTokens;
}

/// <summary>The model's process died, could not start, or cannot be reached.</summary>
public sealed class BackboneUnavailableException(string message, string? hint = null, Exception? inner = null)
    : TanukiException(message, hint, inner);

/// <summary>What the user lets remote models take is used up, or the rest is too little for the request, which was not sent.</summary>
public sealed class BackboneBudgetException(string message, string hint) : TanukiException(message, hint);

/// <summary>There is no room for the request now; nothing was generated.</summary>
public sealed class BackboneSaturatedException(string message, TimeSpan retryAfter) : TanukiException(message, "Try again in a moment.")
{
    /// <summary>When to ask again at the earliest.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}
