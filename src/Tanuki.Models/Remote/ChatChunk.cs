using System.Text.Json;
using System.Text.Json.Serialization;
using Tanuki.Core;

namespace Tanuki.Models.Remote;

/// <summary>One event of a streamed answer, or a whole answer that was not streamed.</summary>
/// <param name="PromptProgress">llama-server's.</param>
/// <param name="Object"><c>error</c> in older versions of vLLM, which put the error's members here.</param>
internal sealed record ChatChunk(
    IReadOnlyList<ChatChoice>? Choices = null, ChatUsage? Usage = null, PromptProgress? PromptProgress = null, JsonElement? Error = null, string? Object = null)
{
    /// <exception cref="PassingFailureException">It is not JSON, or not such JSON.</exception>
    public static ChatChunk Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, RemoteJson.Lenient.ChatChunk) ?? throw new JsonException("null");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new PassingFailureException("it sent something that is no answer of a model", cause: e);
        }
    }
}

/// <param name="Delta">In an answer that is streamed.</param>
/// <param name="Message">In one that is not.</param>
internal sealed record ChatChoice(
    int Index = 0, ChatText? Delta = null, ChatText? Message = null, string? FinishReason = null, ChatLogProbabilities? Logprobs = null);

internal sealed record ChatText(string? Content = null);

internal sealed record ChatLogProbabilities(IReadOnlyList<TokenLogProbability>? Content = null);

internal sealed record TokenLogProbability(double Logprob = double.NaN);

internal sealed record ChatUsage(long PromptTokens = 0, long CompletionTokens = 0, PromptTokenDetails? PromptTokensDetails = null);

internal sealed record PromptTokenDetails(long? CachedTokens = null);

internal sealed record PromptProgress(int Total = 0, int Cache = 0);

/// <summary>What endpoints send: members that nobody knows are passed over, those that are missing have their defaults.</summary>
[JsonSerializable(typeof(ChatChunk))]
[JsonSerializable(typeof(ModelList))]
internal sealed partial class RemoteJson : JsonSerializerContext
{
    public static RemoteJson Lenient { get; } = new(new JsonSerializerOptions(TanukiJson.Compact)
    {
        RespectNullableAnnotations = false,
        RespectRequiredConstructorParameters = false,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
    });
}
