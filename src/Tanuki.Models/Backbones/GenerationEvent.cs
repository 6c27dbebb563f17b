namespace Tanuki.Models.Backbones;

public abstract record GenerationEvent;

/// <summary>The prompt is evaluated; sampling begins. Comes once for each prefill: a backbone that does not fork has several.</summary>
/// <param name="CachedTokens">How many of <paramref name="PromptTokens"/> came from the prefix cache.</param>
public sealed record PromptEvaluated(int PromptTokens, int CachedTokens) : GenerationEvent;

/// <summary>
/// More text of one sample. Always whole characters. When an endpoint broke off and the sample was begun again, it may end with
/// another text than its pieces: <see cref="SampleFinished.Text"/> counts.
/// </summary>
/// <param name="Sample">Index into <see cref="GenerationRequest.Seeds"/>.</param>
/// <param name="LogProbability">
/// Natural logarithm of the probability of the tokens in <paramref name="Text"/> under the model, summed, before temperature;
/// <see cref="double.NaN"/> where the backbone does not say.
/// </param>
/// <param name="TokenIds">Of its tokens, in their order; null where the backbone does not say.</param>
public sealed record TextGenerated(
    int Sample, string Text, int Tokens, double LogProbability, IReadOnlyList<int>? TokenIds = null) : GenerationEvent;

/// <summary>One sample is complete; no more events for it.</summary>
/// <param name="Text">The whole text of the sample, without the prefill and without the stop string.</param>
public sealed record SampleFinished(int Sample, string Text, int Tokens, double LogProbability, FinishReason Reason) : GenerationEvent;

public enum FinishReason
{
    /// <summary>End of turn, or a stop string.</summary>
    Stop,

    /// <summary><see cref="GenerationRequest.MaxTokens"/> reached.</summary>
    Length,

    /// <summary>No token of the model keeps to the grammar here; the text so far does not match it.</summary>
    DeadEnd,
}
