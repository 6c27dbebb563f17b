using Tanuki.Models.Backbones;

namespace Tanuki.Models.Remote;

/// <summary>One sample as it comes in, from one attempt at it.</summary>
/// <param name="asked">The model was only asked to begin with the prefill.</param>
/// <param name="reportedBefore">What an earlier attempt, which broke off, reported of this sample.</param>
internal sealed class SampleText(int sample, GenerationRequest request, bool asked, string reportedBefore)
{
    /// <summary>No model has so many characters in a token on average.</summary>
    private const int MostCharactersPerToken = 64;

    private readonly PrefillCutter prefill = new(request.AssistantPrefill, asked);
    private readonly StopCutter stops = new(request.Stop);
    // An answer that goes its own way has no place after the prefill from which stop strings would mean what they say.
    private readonly StopCutter unstopped = new([]);
    private string reported = reportedBefore;
    private int reportedTokens;
    private double reportedLogProbability;
    private bool differs;

    /// <summary>Something of this attempt came.</summary>
    public bool Began { get; private set; }

    /// <summary>Nothing that may still come matters.</summary>
    public bool Ended => Text.Ended || Text.SafeLength > (long)request.MaxTokens * MostCharactersPerToken;

    /// <summary>The endpoint's reason; null as long as it gave none.</summary>
    public string? Reason { get; set; }

    /// <summary>Counted or estimated so far.</summary>
    public int Tokens { get; set; }

    public double LogProbability { get; private set; }

    public string Reported => reported;

    private StopCutter Text => asked && prefill.Repeated == false ? unstopped : stops;

    /// <returns>What can be reported; null when nothing can.</returns>
    public TextGenerated? Take(string piece, int tokens, double logProbability)
    {
        Began = true;
        Tokens += tokens;
        LogProbability += logProbability;
        var following = prefill.Pass(piece);
        Text.Append(following);
        return Next();
    }

    public IEnumerable<GenerationEvent> Finish()
    {
        var reason = Reason == "length" || (Reason is null && !Text.Ended && Ended) ? FinishReason.Length : FinishReason.Stop;
        var held = prefill.Finish();
        Text.Append(held);
        Text.Finish();
        if (Next() is { } last)
            yield return last;
        yield return new SampleFinished(sample, Text.Text, Tokens, LogProbability, reason);
    }

    private TextGenerated? Next()
    {
        var safe = Text.Text[..Text.SafeLength];
        differs |= !safe.StartsWith(reported, StringComparison.Ordinal) && !reported.StartsWith(safe, StringComparison.Ordinal);
        if (differs || safe.Length <= reported.Length)
            return null;
        var next = new TextGenerated(sample, safe[reported.Length..], Math.Max(0, Tokens - reportedTokens), LogProbability - reportedLogProbability);
        (reported, reportedTokens, reportedLogProbability) = (safe, Tokens, LogProbability);
        return next;
    }
}
