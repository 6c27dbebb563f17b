namespace Tanuki.Models.Remote;

/// <summary>The answer to <c>/models</c>.</summary>
internal sealed record ModelList(IReadOnlyList<ListedModel>? Data = null);

/// <param name="Parent">vLLM: the model that this adapter belongs to.</param>
/// <param name="MaxModelLen">vLLM: tokens of context.</param>
/// <param name="ContextLength">OpenRouter: tokens of context.</param>
/// <param name="Pricing">OpenRouter.</param>
internal sealed record ListedModel(string? Id = null, string? Parent = null, int? MaxModelLen = null, int? ContextLength = null, ListedPrice? Pricing = null);

/// <summary>US dollars per token.</summary>
internal sealed record ListedPrice(decimal? Prompt = null, decimal? Completion = null);
