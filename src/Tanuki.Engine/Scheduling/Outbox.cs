using System.Threading.Channels;
using Tanuki.Engine.Contract;

namespace Tanuki.Engine.Scheduling;

/// <summary>
/// What a client has not yet been sent. The decoding thread never waits for a slow client: what piles up is merged, one
/// text per sample, so it stays within the size of the answer.
/// </summary>
internal sealed class Outbox(TimeProvider time)
{
    private static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly Dictionary<int, TextGenerated> _open = [];
    private List<GenerateEvent> _events = [];
    private long _flushed;

    public void PromptEvaluated(int tokens, int cached) =>
        Add(new GenerateEvent { PromptEvaluated = new PromptEvaluated { PromptTokens = tokens, CachedTokens = cached } });

    public void Text(int sample, string text, IReadOnlyList<TokenInfo> tokens)
    {
        lock (_gate)
        {
            if (!_open.TryGetValue(sample, out var open))
            {
                _open[sample] = open = new TextGenerated { Sample = sample };
                _events.Add(new GenerateEvent { TextGenerated = open });
            }
            open.Text += text;
            open.Tokens.AddRange(tokens);
        }
    }

    public void Finished(SampleFinished finished)
    {
        Add(new GenerateEvent { SampleFinished = finished });
        _signal.Writer.TryWrite(true);
    }

    /// <summary>
    /// Lets the reader know that there is something; called once a step. Every message takes time from the cores that
    /// decode, so fast steps are sent together.
    /// </summary>
    public void Flush(bool atOnce = false)
    {
        if (!atOnce && time.GetElapsedTime(_flushed) < _pace)
            return;
        _flushed = time.GetTimestamp();
        _signal.Writer.TryWrite(true);
    }

    public void Complete() => _signal.Writer.TryComplete();

    public void Fail(Exception exception) => _signal.Writer.TryComplete(exception);

    /// <summary>Waits for events; none left and the answer complete ends it with an empty list.</summary>
    /// <exception cref="Exception">Whatever the job failed with.</exception>
    public async ValueTask<IReadOnlyList<GenerateEvent>> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var more = await _signal.Reader.WaitToReadAsync(cancellationToken);
            _signal.Reader.TryRead(out _);
            var events = Drain();
            if (events.Count > 0 || !more)
                return events;
        }
    }

    private List<GenerateEvent> Drain()
    {
        lock (_gate)
        {
            var events = _events;
            _events = [];
            _open.Clear();
            return events;
        }
    }

    private void Add(GenerateEvent item)
    {
        lock (_gate)
            _events.Add(item);
    }
}
