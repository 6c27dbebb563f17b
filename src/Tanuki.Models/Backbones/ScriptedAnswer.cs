namespace Tanuki.Models.Backbones;

/// <summary>What a <see cref="ScriptedBackbone"/> says for one sample.</summary>
/// <param name="Text">What follows the prefill; cut before the first stop string of the request.</param>
public sealed record ScriptedAnswer(string Text)
{
    /// <summary>Reported tokens; by default a quarter of the characters, at least 1.</summary>
    public int? Tokens { get; init; }

    /// <summary>Reported log-probability of the whole text; by default -0.1 per token.</summary>
    public double? LogProbability { get; init; }

    /// <summary>Reported reason; by default what the request's token limit says.</summary>
    public FinishReason? Reason { get; init; }

    /// <summary>The sample stays unfinished until this completes; samples that are ready go first.</summary>
    public Task? After { get; init; }

    /// <summary>Thrown to the caller in place of this sample's text, for example a <see cref="BackboneUnavailableException"/>.</summary>
    public Exception? Failure { get; init; }

    public static implicit operator ScriptedAnswer(string text) => FromString(text);

    public static ScriptedAnswer FromString(string text) => new(text);

    /// <summary>A model that dies where this sample would have come.</summary>
    public static ScriptedAnswer Unavailable(string message = "The model's process died.") =>
        new("") { Failure = new BackboneUnavailableException(message, "Ask again.") };
}
