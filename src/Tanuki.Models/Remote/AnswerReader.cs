using System.Text.Json.Nodes;
using Tanuki.Models.Backbones;

namespace Tanuki.Models.Remote;

/// <summary>Reads the answer to one request for one or more samples, and reports each sample's text and end.</summary>
/// <param name="texts">By index of the choice.</param>
/// <param name="promptEstimate">Tokens, until the endpoint reports them.</param>
internal sealed class AnswerReader(
    RemoteEndpoint endpoint, RemoteServer server, IReadOnlyList<SampleText> texts, int promptEstimate, RemoteBudget.Charge charge, Action<GenerationEvent> report)
{
    private readonly HashSet<SampleText> finished = [];
    private SampleText? ending;
    private PromptProgress prompt = new();
    private bool announced;

    private int PromptTokens => prompt.Total > 0 ? prompt.Total : promptEstimate;

    /// <summary>Those that did not come to their end.</summary>
    public IEnumerable<SampleText> Unfinished => texts.Where(text => !finished.Contains(text));

    /// <exception cref="PassingFailureException">It broke off before the end.</exception>
    public async Task ReadAsync(JsonObject body, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var chunk in endpoint.StreamAsync(body, cancellationToken).ConfigureAwait(false))
            {
                if (chunk is null)
                {
                    EndThoseWithoutReason();
                    return;
                }
                Take(chunk);
                if (finished.Count == texts.Count)
                    return;
            }
            throw new PassingFailureException("it broke off");
        }
        catch (PassingFailureException) when (EndsAll())
        {
            // What is missing is the count of tokens.
        }
    }

    private void Take(ChatChunk chunk)
    {
        prompt = chunk.PromptProgress ?? prompt;
        if (chunk.Usage is { PromptTokens: > 0 } usage)
            prompt = new PromptProgress(Clamp(usage.PromptTokens), Math.Max(prompt.Cache, Clamp(usage.PromptTokensDetails?.CachedTokens ?? 0)));
        charge.PromptTaken = PromptTokens;

        IReadOnlyList<ChatChoice> choices = [.. (chunk.Choices ?? []).Where(choice => choice.Index >= 0 && choice.Index < texts.Count)];
        if (choices.Count > 0)
            End();
        // What llama-server says beside its progress is the prefill, which it says back then.
        foreach (var choice in choices.Where(choice => chunk.PromptProgress is null && !finished.Contains(texts[choice.Index])))
            Take(choice, texts[choice.Index]);
        if (chunk.Usage is { } taken)
            Count(taken, choices);
        if (chunk.Usage is not null || ending is { Ended: true, Reason: null })
            End();
        charge.AnswerTaken = Math.Max(charge.AnswerTaken, texts.Sum(text => (long)text.Tokens));
    }

    private void Take(ChatChoice choice, SampleText text)
    {
        if (endpoint.Hide((choice.Delta ?? choice.Message)?.Content ?? "") is { Length: > 0 } piece)
        {
            Announce();
            var (tokens, logProbability) = Measure(piece, choice.Logprobs?.Content);
            if (text.Take(piece, tokens, logProbability) is { } more)
                report(more);
        }
        if (choice.FinishReason is "error")
            throw new PassingFailureException("it failed in the middle of an answer");
        text.Reason ??= choice.FinishReason is { Length: > 0 } reason ? reason : null;
        if (text.Reason is null && !text.Ended)
            return;
        End();
        ending = text;
    }

    /// <summary>Numbers that come with one choice, or right after the end of one at llama-server, are that one's; others the request's.</summary>
    private void Count(ChatUsage usage, IReadOnlyList<ChatChoice> choices)
    {
        charge.AnswerTaken = Math.Max(charge.AnswerTaken, Clamp(usage.CompletionTokens));
        var about = choices.Count == 1 ? texts[choices[0].Index]
            : texts.Count == 1 ? texts[0]
            : server.Kind is ServerKind.LlamaServer ? ending
            : null;
        if (about is not null && !finished.Contains(about))
            about.Tokens = Clamp(usage.CompletionTokens);
    }

    private (int Tokens, double LogProbability) Measure(string piece, IReadOnlyList<TokenLogProbability>? known) => known is { Count: > 0 }
        ? (known.Count, known.Sum(token => token.Logprob))
        : (server.Kind is ServerKind.LlamaServer ? 1 : TokenEstimate.Of(piece), double.NaN);

    private void Announce()
    {
        if (announced)
            return;
        announced = true;
        report(new PromptEvaluated(PromptTokens, Math.Min(prompt.Cache, PromptTokens)));
    }

    private void End()
    {
        if (ending is null || !finished.Add(ending))
            return;
        Announce();
        foreach (var last in ending.Finish())
            report(last);
        ending = null;
    }

    private bool EndsAll()
    {
        End();
        return finished.Count == texts.Count;
    }

    private void EndThoseWithoutReason()
    {
        End();
        foreach (var text in Unfinished.Where(text => text.Began).ToList())
        {
            ending = text;
            End();
        }
    }

    private static int Clamp(long tokens) => (int)Math.Clamp(tokens, 0, int.MaxValue);
}
