using Tanuki.Core.Receipts;
using Tanuki.Core.Runs;
using Tanuki.Models.Backbones;

namespace Tanuki.Agents.Orchestration;

/// <summary>Counts what a round cost the model, cancelled stragglers included.</summary>
internal sealed class GenerationMeter(TimeProvider time)
{
    private readonly Dictionary<int, int> _reported = [];
    private readonly SharedBeginnings _beginnings = new();
    private double _seconds;
    private long? _started;

    public TokenUsage Tokens { get; private set; } = new(0, 0, 0);

    /// <summary>That of the request under way included.</summary>
    public double Seconds => _seconds + (_started is { } since ? time.GetElapsedTime(since).TotalSeconds : 0);

    public ModelUsage Usage => new(Tokens, Seconds);

    public void Count(GenerationEvent happened)
    {
        switch (happened)
        {
            case PromptEvaluated prompt:
                Tokens += new TokenUsage(prompt.PromptTokens, prompt.CachedTokens, 0);
                break;
            case TextGenerated text:
                _reported[text.Sample] = _reported.GetValueOrDefault(text.Sample) + text.Tokens;
                Tokens += new TokenUsage(0, 0, text.Tokens, _beginnings.New(text));
                break;
            case SampleFinished finished:
                // Tokens of text that was held back, such as a stop string's, are reported only with the end.
                var heldBack = Math.Max(0, finished.Tokens - _reported.GetValueOrDefault(finished.Sample));
                Tokens += new TokenUsage(0, 0, heldBack, heldBack);
                break;
        }
    }

    /// <summary>Times one request; the samples of the next one count from nought.</summary>
    public IDisposable Start()
    {
        _started = time.GetTimestamp();
        return new Span(this);
    }

    private sealed class Span(GenerationMeter meter) : IDisposable
    {
        public void Dispose() => meter.End();
    }

    private void End()
    {
        _seconds = Seconds;
        _started = null;
        _reported.Clear();
        _beginnings.Clear();
    }
}
