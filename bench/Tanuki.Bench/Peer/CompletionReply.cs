using System.Text.Json;
using System.Text.Json.Serialization;
using Tanuki.Core;

namespace Tanuki.Bench.Peer;

/// <summary>One completion of <c>/completion</c>, the fields that are asked for.</summary>
/// <param name="PromptTokens">The whole prompt, those from a cache included.</param>
internal sealed record CompletionReply(
    string Content,
    [property: JsonPropertyName("tokens_predicted")] int Tokens,
    [property: JsonPropertyName("tokens_evaluated")] int PromptTokens)
{
    public static IReadOnlyList<string> Fields { get; } = ["content", "tokens_predicted", "tokens_evaluated"];

    /// <summary>One object for one completion, an array for several.</summary>
    /// <exception cref="TanukiException">The peer said something else.</exception>
    public static IReadOnlyList<CompletionReply> Parse(string body, int wanted)
    {
        try
        {
            IReadOnlyList<CompletionReply> replies = body.AsSpan().TrimStart().StartsWith("[")
                ? JsonSerializer.Deserialize<CompletionReply[]>(body, TanukiJson.Compact)!
                : [JsonSerializer.Deserialize<CompletionReply>(body, TanukiJson.Compact)!];
            return replies.Count == wanted
                ? replies
                : throw new TanukiException($"llama-server gave {replies.Count} completions in place of {wanted}.");
        }
        catch (JsonException e)
        {
            throw new TanukiException($"llama-server gave an unexpected reply: {body[..Math.Min(body.Length, 200)]}", null, e);
        }
    }
}
