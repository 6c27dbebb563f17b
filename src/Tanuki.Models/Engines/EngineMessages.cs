using Tanuki.Core;
using Tanuki.Models.Backbones;
using Contract = Tanuki.Engine.Contract;

namespace Tanuki.Models.Engines;

/// <summary>Between the engine's contract and the vocabulary of backbones.</summary>
internal static class EngineMessages
{
    public static Contract.GenerateRequest ToGenerate(GenerationRequest request)
    {
        var message = Unconstrained(request);
        if (request.Grammar is not { } grammar)
            return message;
        message.Grammar = grammar.Gbnf;
        message.GrammarTriggers.AddRange(grammar.Triggers);
        return message;
    }

    private static Contract.GenerateRequest Unconstrained(GenerationRequest request) => new()
    {
        Prompt = ToPrompt(request),
        Seeds = { request.Seeds },
        Temperature = request.Temperature,
        TopP = request.TopP,
        MaxTokens = request.MaxTokens,
        Stop = { request.Stop },
        Adapters = { request.Adapters.Select(use => new Contract.AdapterUse { Path = use.Path, Scale = use.Scale }) },
    };

    public static Contract.Prompt ToPrompt(GenerationRequest request) => new()
    {
        Messages = { request.Messages.Select(m => new Contract.Message { Role = m.Role, Content = m.Content }) },
        AssistantPrefill = request.AssistantPrefill,
    };

    /// <exception cref="TanukiException">The engine refused the request.</exception>
    public static GenerationEvent FromEvent(Contract.GenerateEvent message) => message switch
    {
        { PromptEvaluated: { } e } => new PromptEvaluated(e.PromptTokens, e.CachedTokens),
        { TextGenerated: { } e } => new TextGenerated(
            e.Sample, e.Text, e.Tokens.Count, e.Tokens.Sum(t => (double)t.LogProbability), [.. e.Tokens.Select(t => t.Id)]),
        { SampleFinished: { } e } => new SampleFinished(e.Sample, e.Text, e.Tokens, e.LogProbability, FromReason(e.Reason)),
        { RequestRefused: { } e } => throw FromRefusal(e),
        _ => throw new InvalidOperationException($"The engine sent an event that this client does not know: {message.EventCase}."),
    };

    private static FinishReason FromReason(Contract.FinishReason reason) => reason switch
    {
        Contract.FinishReason.Length => FinishReason.Length,
        Contract.FinishReason.DeadEnd => FinishReason.DeadEnd,
        _ => FinishReason.Stop,
    };

    private static TanukiException FromRefusal(Contract.RequestRefused refusal) => refusal.Reason switch
    {
        Contract.RequestRefused.Types.Reason.ContextOverflow =>
            new ContextOverflowException(refusal.PromptTokens, refusal.NeededTokens, refusal.ContextTokens),
        Contract.RequestRefused.Types.Reason.Saturated => new BackboneSaturatedException(refusal.Message, TimeSpan.FromMilliseconds(refusal.RetryMilliseconds)),
        _ => new TanukiException(refusal.Message, "Change the request's settings."),
    };
}
