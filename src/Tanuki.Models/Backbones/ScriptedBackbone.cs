using System.Runtime.CompilerServices;

namespace Tanuki.Models.Backbones;

/// <summary>
/// A deterministic backbone without a model: answers come from a list, one per sample over all requests in order,
/// or from a function of the request and the sample's index. Thread-safe as far as the function is.
/// </summary>
public sealed class ScriptedBackbone : IBackbone
{
    private readonly Func<GenerationRequest, int, ScriptedAnswer> answer;
    private readonly List<GenerationRequest> requests = [];
    private readonly Lock gate = new();
    private int abandoned;

    /// <param name="answers">One per sample, over all requests. Asking for more than there are is an <see cref="InvalidOperationException"/>.</param>
    public ScriptedBackbone(params IReadOnlyList<ScriptedAnswer> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        var next = 0;
        answer = (_, _) => next < answers.Count
            ? answers[next++]
            : throw new InvalidOperationException($"The script has {answers.Count} answers and one more was asked for.");
    }

    /// <param name="answer">Called once per sample, in order, before the first event of a request.</param>
    public ScriptedBackbone(Func<GenerationRequest, int, ScriptedAnswer> answer) => this.answer = answer;

    public BackboneInfo Info { get; init; } = new("scripted", "unknown", 1 << 20);

    /// <summary>Every request so far, in order.</summary>
    public IReadOnlyList<GenerationRequest> Requests
    {
        get
        {
            lock (gate)
                return [.. requests];
        }
    }

    /// <summary>How many requests were cancelled or no longer read before their last event.</summary>
    public int Abandoned => Volatile.Read(ref abandoned);

    public async IAsyncEnumerable<GenerationEvent> GenerateAsync(
        GenerationRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var waiting = Begin(request);
        var complete = false;
        try
        {
            yield return new PromptEvaluated(PromptTokens(request), CachedTokens: 0);
            while (waiting.Count > 0)
            {
                var index = await NextReadyAsync(waiting, cancellationToken).ConfigureAwait(false);
                var (sample, script) = waiting[index];
                waiting.RemoveAt(index);
                if (script.Failure is { } failure)
                {
                    complete = true;
                    throw failure;
                }

                var finished = Finish(request, sample, script);
                foreach (var piece in Pieces(finished))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    yield return piece;
                }

                complete = waiting.Count == 0;
                yield return finished;
            }
        }
        finally
        {
            if (!complete)
                Interlocked.Increment(ref abandoned);
        }
    }

    public Task<int> CountTokensAsync(GenerationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(PromptTokens(request));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private List<(int Sample, ScriptedAnswer Script)> Begin(GenerationRequest request)
    {
        lock (gate)
        {
            requests.Add(request);
            var prompt = PromptTokens(request);
            var needed = prompt + request.Seeds.Count * request.MaxTokens;
            return needed > Info.ContextTokens
                ? throw new ContextOverflowException(prompt, needed, Info.ContextTokens)
                : [.. Enumerable.Range(0, request.Seeds.Count).Select(i => (i, answer(request, i)))];
        }
    }

    private static async Task<int> NextReadyAsync(List<(int Sample, ScriptedAnswer Script)> waiting, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var ready = waiting.FindIndex(w => w.Script.After is null or { IsCompleted: true });
            if (ready >= 0)
            {
                await (waiting[ready].Script.After ?? Task.CompletedTask).ConfigureAwait(false);
                return ready;
            }

            await Task.WhenAny(waiting.Select(w => w.Script.After!)).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static SampleFinished Finish(GenerationRequest request, int sample, ScriptedAnswer script)
    {
        var cut = request.Stop.Select(s => script.Text.IndexOf(s, StringComparison.Ordinal)).Where(i => i >= 0)
            .DefaultIfEmpty(script.Text.Length).Min();
        var text = script.Text[..cut];
        var tokens = script.Tokens ?? Estimate(text);
        var reason = script.Reason ?? (tokens >= request.MaxTokens ? FinishReason.Length : FinishReason.Stop);
        return new SampleFinished(sample, text, tokens, script.LogProbability ?? -0.1 * tokens, reason);
    }

    // Two pieces, so that readers who expect the text in one event are found out.
    private static IEnumerable<TextGenerated> Pieces(SampleFinished whole)
    {
        var half = whole.Text.Length / 2;
        if (half > 0 && char.IsHighSurrogate(whole.Text[half - 1]))
            half--;
        var first = whole.Tokens / 2;
        if (half > 0)
            yield return new TextGenerated(whole.Sample, whole.Text[..half], first, whole.LogProbability / 2);
        if (whole.Text.Length > 0)
        {
            yield return half > 0
                ? new TextGenerated(whole.Sample, whole.Text[half..], whole.Tokens - first, whole.LogProbability / 2)
                : new TextGenerated(whole.Sample, whole.Text, whole.Tokens, whole.LogProbability);
        }
    }

    private static int PromptTokens(GenerationRequest request) =>
        request.Messages.Sum(m => 4 + Estimate(m.Content)) + Estimate(request.AssistantPrefill);

    private static int Estimate(string text) => Math.Max(1, (text.Length + 3) / 4);
}
