using Grpc.Core;
using Tanuki.Engine.Contract;

namespace Tanuki.Engine.Tests.Support;

/// <summary>Everything that came back for one request.</summary>
internal sealed record Generation(
    PromptEvaluated? Prompt,
    IReadOnlyDictionary<int, string> Streamed,
    IReadOnlyDictionary<int, IReadOnlyList<TokenInfo>> Tokens,
    IReadOnlyDictionary<int, SampleFinished> Finished,
    RequestRefused? Refused)
{
    public SampleFinished Only => Assert.Single(Finished).Value;

    public static GenerateRequest Ask(string question, string prefill = "", int maxTokens = 32, params long[] seeds)
    {
        var request = new GenerateRequest
        {
            Prompt = new Prompt
            {
                Messages =
                {
                    new Message { Role = "system", Content = "You are a helpful assistant." },
                    new Message { Role = "user", Content = question },
                },
                AssistantPrefill = prefill,
            },
            Temperature = 0.8f,
            TopP = 0.95f,
            MaxTokens = maxTokens,
        };
        request.Seeds.AddRange(seeds.Length > 0 ? seeds : [1]);
        return request;
    }

    public static async Task<Generation> RunAsync(Contract.Engine.EngineClient client, GenerateRequest request)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var call = client.Generate(request, cancellationToken: cancellationToken);
        PromptEvaluated? prompt = null;
        RequestRefused? refused = null;
        var streamed = new Dictionary<int, string>();
        var tokens = new Dictionary<int, IReadOnlyList<TokenInfo>>();
        var finished = new Dictionary<int, SampleFinished>();
        await foreach (var item in call.ResponseStream.ReadAllAsync(cancellationToken))
        {
            prompt ??= item.PromptEvaluated;
            refused ??= item.RequestRefused;
            if (item.SampleFinished is { } end)
                finished.Add(end.Sample, end);
            if (item.TextGenerated is { } text)
            {
                streamed[text.Sample] = streamed.GetValueOrDefault(text.Sample, "") + text.Text;
                tokens[text.Sample] = [.. tokens.GetValueOrDefault(text.Sample, []), .. text.Tokens];
            }
        }
        return new Generation(prompt, streamed, tokens, finished, refused);
    }
}
