using Grpc.Core;
using Tanuki.Engine.Contract;

namespace Tanuki.Engine.Tests.Support;

/// <summary>Samples that keep the engine busy for as long as a test looks at something else.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private readonly List<AsyncServerStreamingCall<GenerateEvent>> _calls = [];
    private readonly CancellationTokenSource _leave = new();
    private readonly List<Task> _readers = [];

    public const int Size = 15;

    /// <summary>
    /// Fifteen samples in three requests, whose prompts have different lengths. All of them generate when it returns, and so hotly
    /// that no two are alike any more, for those would be decoded as one.
    /// </summary>
    public static async Task<Crowd> StartAsync(Contract.Engine.EngineClient client)
    {
        var crowd = new Crowd();
        foreach (var (question, index) in ((string[])["Count to a thousand, one number a line.",
            "Write a very long story about a raccoon dog who repairs clocks, with many chapters and no end in sight.",
            "List every country and its capital, then every river of each country, then every town on that river."])
            .Select((question, index) => (question, index)))
        {
            var request = Generation.Ask(question, "", 700, [.. Enumerable.Range(index * 5, 5).Select(seed => (long)seed)]);
            (request.Temperature, request.IgnoreEnd) = (1.5f, true);
            var call = client.Generate(request, cancellationToken: crowd._leave.Token);
            crowd._calls.Add(call);
            var generating = new TaskCompletionSource();
            crowd._readers.Add(crowd.ReadAsync(call, generating));
            await generating.Task;
        }
        while ((await client.DescribeAsync(new DescribeRequest(), cancellationToken: crowd._leave.Token)).ActiveSequences < Size)
        {
        }
        return crowd;
    }

    public async ValueTask DisposeAsync()
    {
        await _leave.CancelAsync();
        await Task.WhenAll(_readers);
        _calls.ForEach(call => call.Dispose());
        _leave.Dispose();
    }

    private async Task ReadAsync(AsyncServerStreamingCall<GenerateEvent> call, TaskCompletionSource generating)
    {
        try
        {
            await foreach (var item in call.ResponseStream.ReadAllAsync(_leave.Token))
                if (item.PromptEvaluated is not null)
                    generating.TrySetResult();
        }
        catch (RpcException) when (_leave.IsCancellationRequested)
        {
            // The crowd leaves; whether that is called cancelled or aborted depends on who notices first.
        }
        catch (OperationCanceledException)
        {
            // The same.
        }
        generating.TrySetResult();
    }
}
