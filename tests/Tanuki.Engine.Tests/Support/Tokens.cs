using Tanuki.Engine.Contract;

namespace Tanuki.Engine.Tests.Support;

internal static class Tokens
{
    /// <summary>Their numbers, special tokens not parsed.</summary>
    public static async Task<uint[]> OfAsync(Contract.Engine.EngineClient client, string text)
    {
        var request = new ScoreRequest { Prompt = new Prompt { Raw = "x" }, Continuation = text };
        return [.. (await client.ScoreAsync(request, cancellationToken: TestContext.Current.CancellationToken)).Continuation.Select(token => (uint)token.Id)];
    }
}
