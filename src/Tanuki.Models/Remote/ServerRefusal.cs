using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tanuki.Core;
using Tanuki.Models.Backbones;

namespace Tanuki.Models.Remote;

/// <summary>Understands what endpoints say when they refuse. Their words are quoted in one short line, without the key.</summary>
internal sealed partial class ServerRefusal(string host, Secret? key)
{
    private const int InsufficientCredit = 402;
    private const int ServerError = 500;

    /// <summary>An answer with a status that is not success.</summary>
    /// <param name="after">When the endpoint wants to be asked again.</param>
    public Exception FromAnswer(int status, string body, TimeSpan? after)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return From(status, Details(json.RootElement), after);
        }
        catch (JsonException)
        {
            return From(status, new Said(body.Length == 0 ? $"status {status}" : body), after);
        }
    }

    /// <summary>An event that takes the place of text in a stream that began well.</summary>
    public Exception FromEvent(JsonElement error)
    {
        var said = Details(error);
        return From(said.Status ?? ServerError, said, after: null);
    }

    private Exception From(int status, Said said, TimeSpan? after)
    {
        var words = Shown.Value(key is null ? said.Message : key.Hide(said.Message));
        if (said.IsOverflow)
            return Overflow(said);
        return status switch
        {
            401 or 403 when key is null => new RefusedException(status, $"{host} wants a key: {words}", $"Set OPENAI_API_KEY, or store it: {SecretStore.HowToStore}"),
            401 or 403 => new RefusedException(status, $"{host} refuses the key: {words}", "Compare OPENAI_API_KEY, or what the secret store has, with what the service gave you."),
            InsufficientCredit => Exhausted(words),
            429 when said.Code is "insufficient_quota" => Exhausted(words),
            404 => new RefusedException(status, $"{host} knows no such model or address: {words}", "Leave out what follows # to see which models there are; the address often ends with /v1."),
            429 => new PassingFailureException($"it has too many requests ({words})", after, saturated: true),
            408 or 409 or 425 or (>= ServerError and not 501) => new PassingFailureException($"it fails with status {status} ({words})", after),
            >= 300 and < 400 => new RefusedException(status, $"{host} redirects, which is not followed.", "Name the address that it redirects to."),
            _ => Refused(status, said, words),
        };
    }

    private Exception Refused(int status, Said said, string words)
    {
        var refusal = new RefusedException(status, $"{host} refuses the request: {words}", "Change the request's settings, or choose another model.");
        return status is 400 or 422 && Array.Find(ChatBody.Dispensable, said.Names) is { } field ? new RejectedFieldException(field, refusal) : refusal;
    }

    private RefusedException Exhausted(string words) => new(InsufficientCredit, $"{host} says that the account has no credit left: {words}", "Pay it, or choose another model.");

    private static ContextOverflowException Overflow(Said said)
    {
        var context = said.ContextTokens ?? Number(ContextSaid().Match(said.Message));
        var prompt = said.PromptTokens ?? Number(PromptSaid().Match(said.Message));
        return new ContextOverflowException(prompt, Math.Max(prompt, Number(NeededSaid().Match(said.Message))), context);
    }

    private static int Number(Match match) =>
        match.Success && int.TryParse(match.Groups["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary><c>{error: {message, type, code, param}}</c>, with variations.</summary>
    private static Said Details(JsonElement? body)
    {
        var error = body.Member("error") ?? body;
        return new Said(error.Text() ?? error.Member("message").Text() ?? error.Member("detail").Text() ?? error?.GetRawText() ?? "")
        {
            Type = error.Member("type").Text(),
            Code = error.Member("code").Text(),
            Parameter = error.Member("param").Text(),
            Status = error.Member("code").Whole() is >= 400 and < 600 and var status ? status : null,
            PromptTokens = error.Member("n_prompt_tokens").Whole(),
            ContextTokens = error.Member("n_ctx").Whole(),
        };
    }

    [GeneratedRegex(@"context (length|size|window)( of| is|:)? \(?(?<n>\d+)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex ContextSaid();

    [GeneratedRegex(@"(?<n>\d+) (input tokens|tokens in the messages|in the messages)|(has|prompt contains at least) (?<n>\d+)|request \((?<n>\d+) tokens", RegexOptions.ExplicitCapture)]
    private static partial Regex PromptSaid();

    [GeneratedRegex(@"requested (about )?(?<n>\d+)", RegexOptions.ExplicitCapture)]
    private static partial Regex NeededSaid();

    private sealed record Said(string Message)
    {
        public string? Type { get; init; }
        public string? Code { get; init; }
        public string? Parameter { get; init; }
        public int? Status { get; init; }
        public int? PromptTokens { get; init; }
        public int? ContextTokens { get; init; }

        public bool IsOverflow => Type == "exceed_context_size_error" || Code == "context_length_exceeded"
            || Message.Contains("maximum context length", StringComparison.OrdinalIgnoreCase);

        public bool Names(string field) => Parameter == field
            || new[] { '\'', '"', '`' }.Any(quote => Message.Contains($"{quote}{field}{quote}", StringComparison.Ordinal));
    }
}
