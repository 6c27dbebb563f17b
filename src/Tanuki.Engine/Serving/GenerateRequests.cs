using Tanuki.Engine.Adapters;
using Tanuki.Engine.Contract;
using Tanuki.Engine.Grammars;
using Tanuki.Engine.Loading;
using Tanuki.Engine.Resources;
using Tanuki.Engine.Scheduling;
using Tanuki.Engine.Text;

namespace Tanuki.Engine.Serving;

/// <summary>Turns requests into jobs, or says why not.</summary>
internal static class GenerateRequests
{
    public const int MaxSeeds = 64;
    public const int MaxStops = 64;
    public const int LongestStop = 1024;

    public const string NeverInvoked = "The adapter counts from certain tokens on (aLoRA), and the prompt has none of them.";

    /// <returns>The job, or the refusal; never both.</returns>
    public static async Task<(GenerateJob? Job, RequestRefused? Refused)> CreateAsync(
        GenerateRequest request, LoadedModel model, MemoryGuard guard, Outbox outbox, CancellationToken cancellationToken)
    {
        if (Invalid(request) is { } reason)
            return (null, Refuse(RequestRefused.Types.Reason.Invalid, reason));
        if (guard.IsShort)
            return (null, Saturated("The machine has no memory to spare."));
        int[] tokens;
        AdapterSet adapters;
        Constraint? constraint;
        try
        {
            tokens = model.Prompts.Tokenise(request.Prompt);
            constraint = model.Grammars.Open(request.HasGrammar ? request.Grammar : null, request.GrammarTriggers);
            adapters = await model.Adapters.OpenAsync(request.Adapters, cancellationToken);
        }
        catch (Exception exception) when (exception is PromptException or GrammarException or ModelFileException)
        {
            return (null, Refuse(RequestRefused.Types.Reason.Invalid, exception.Message));
        }
        catch (SaturatedException exception)
        {
            return (null, Saturated(exception.Message));
        }
        if (adapters.ActivationIn(tokens) is not { } activation)
            return (null, Refuse(RequestRefused.Types.Reason.Invalid, NeverInvoked));
        if (Overflow(request, tokens.Length, model) is { } overflow)
            return (null, overflow);
        if (model.Decoding.IsSaturated)
            return (null, Saturated($"{DecodingThread.LongestQueue} requests are waiting already."));
        var settings = new GenerationSettings(
            request.Temperature, request.TopP, request.MaxTokens, [.. request.Stop], request.TopTwo, request.IgnoreEnd, !request.NoGuesses, constraint);
        return (new GenerateJob(tokens, request.Seeds, settings, outbox, cancellationToken) { Fresh = request.Fresh, Adapters = adapters, Activation = activation }, null);
    }

    private static string? Invalid(GenerateRequest request) => request switch
    {
        { Seeds.Count: < 1 or > MaxSeeds } => $"There are {request.Seeds.Count} seeds; 1 to {MaxSeeds} are possible.",
        { MaxTokens: < 1 } => $"A limit of {request.MaxTokens} tokens leaves nothing to generate.",
        _ when request.Temperature is not (>= 0 and <= 2) => $"The temperature {request.Temperature} is not between 0 and 2.",
        _ when request.TopP is not (> 0 and <= 1) => $"Top-p {request.TopP} is not above 0 and at most 1.",
        { IgnoreEnd: true, HasGrammar: true } => "A grammar decides where a text ends; that cannot be ignored.",
        _ when request.Stop.Count > MaxStops => $"There are {request.Stop.Count} stop strings; at most {MaxStops} are possible.",
        _ when request.Stop.Any(stop => stop.Length is 0 or > LongestStop) =>
            $"A stop string must have 1 to {LongestStop} characters.",
        _ => null,
    };

    private static RequestRefused? Overflow(GenerateRequest request, int prompt, LoadedModel model)
    {
        var sequence = (long)prompt + request.MaxTokens;
        var all = prompt + (long)request.Seeds.Count * request.MaxTokens;
        var (needed, limit) = sequence > model.SequenceTokens ? (sequence, model.SequenceTokens) : (all, model.ContextTokens);
        if (needed <= limit)
            return null;
        var refused = Refuse(RequestRefused.Types.Reason.ContextOverflow,
            $"The prompt has {prompt} tokens and the request needs {needed}, but there is room for {limit}.");
        refused.PromptTokens = prompt;
        refused.NeededTokens = (int)Math.Min(int.MaxValue, needed);
        refused.ContextTokens = limit;
        return refused;
    }

    private static RequestRefused Saturated(string message)
    {
        var refused = Refuse(RequestRefused.Types.Reason.Saturated, message);
        refused.RetryMilliseconds = (int)MemoryGuard.Retry.TotalMilliseconds;
        return refused;
    }

    private static RequestRefused Refuse(RequestRefused.Types.Reason reason, string message) =>
        new() { Reason = reason, Message = message };
}
