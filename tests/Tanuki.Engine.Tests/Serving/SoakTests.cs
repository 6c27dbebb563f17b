using Grpc.Core;
using Tanuki.Engine.Contract;
using Tanuki.Engine.Tests.Support;

namespace Tanuki.Engine.Tests.Serving;

[Collection(EngineTests.Collection)]
public sealed class SoakTests
{
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(3);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact, Trait("Category", "Long")]
    public async Task Random_requests_cancellations_and_lost_clients_leave_nothing_taken()
    {
        await using var engine = new EngineProcess();
        using var attached = await engine.AttachAsync();
        var began = TimeProvider.System.GetTimestamp();
        var clients = Enumerable.Range(0, 6).Select(number => Task.Run(() => VisitAsync(engine, new Random(number), () => TimeProvider.System.GetElapsedTime(began) < Duration)));
        var visits = (await Task.WhenAll(clients)).SelectMany(kinds => kinds).GroupBy(kind => kind).ToDictionary(kind => kind.Key, kind => kind.Count());
        TestContext.Current.TestOutputHelper!.WriteLine(string.Join(", ", visits.Select(kind => $"{kind.Value} {kind.Key}")));

        var rest = await RestAsync(engine);
        Assert.Equal(5, visits.Count);
        Assert.False(engine.Process.HasExited);

        // Only kept prompts hold cells, and those make room: one request may have the whole context.
        var whole = Generation.Ask("Count.", "", 1);
        var prompt = (await engine.Client.CountAsync(whole.Prompt, cancellationToken: Cancellation)).Tokens;
        whole.MaxTokens = rest.ContextTokens - prompt;
        using (var call = engine.Client.Generate(whole, cancellationToken: Cancellation))
        {
            Assert.True(await call.ResponseStream.MoveNext(Cancellation));
            Assert.NotNull(call.ResponseStream.Current.PromptEvaluated);
        }

        Assert.InRange((await RestAsync(engine)).KvTokens, 0, prompt);
    }

    private static async Task<EngineDescription> RestAsync(EngineProcess engine)
    {
        while (true)
        {
            var description = await engine.Client.DescribeAsync(new DescribeRequest(), cancellationToken: Cancellation);
            if (description is { ActiveSequences: 0, WaitingRequests: 0, Clients: 1 })
                return description;
        }
    }

    /// <returns>What was done, a word for each visit.</returns>
    private static async Task<List<string>> VisitAsync(EngineProcess engine, Random random, Func<bool> goesOn)
    {
        var done = new List<string>();
        while (goesOn())
        {
            var request = Request(random);
            switch (random.Next(10))
            {
                case < 4:
                    await ReadAsync(engine.Client, request, int.MaxValue);
                    done.Add("read");
                    break;
                case < 6:
                    await ReadAsync(engine.Client, request, random.Next(30));
                    done.Add("cancelled");
                    break;
                case < 8:
                    await LoseAsync(engine, request, random.Next(30));
                    done.Add("lost");
                    break;
                case < 9:
                    Assert.NotEmpty((await Logits.OfAsync(engine.Client, request.Prompt, request.Fresh)).Logits);
                    done.Add("scored");
                    break;
                default:
                    request.MaxTokens = 1 << 20;
                    Assert.Equal(RequestRefused.Types.Reason.ContextOverflow, (await Generation.RunAsync(engine.Client, request)).Refused?.Reason);
                    done.Add("refused");
                    break;
            }
        }

        return done;
    }

    private static GenerateRequest Request(Random random)
    {
        var question = Prompts.All[random.Next(Prompts.All.Count)];
        var request = Generation.Ask(question, random.Next(2) == 0 ? "" : "```python\n", random.Next(1, 40), [.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => random.NextInt64())]);
        request.Fresh = random.Next(4) == 0;
        return request;
    }

    private static async Task ReadAsync(Contract.Engine.EngineClient client, GenerateRequest request, int events)
    {
        using var call = client.Generate(request, cancellationToken: Cancellation);
        while (events-- > 0 && await call.ResponseStream.MoveNext(Cancellation))
        {
        }
    }

    /// <summary>A client with a connection of its own that goes away without a word.</summary>
    private static async Task LoseAsync(EngineProcess engine, GenerateRequest request, int events)
    {
        using var channel = engine.OpenChannel();
        var client = new Contract.Engine.EngineClient(channel);
        using var attached = client.Attach(new AttachRequest { ModelPath = TestModel.Path }, cancellationToken: Cancellation);
        Assert.True(await attached.ResponseStream.MoveNext(Cancellation));
        using var call = client.Generate(request, cancellationToken: Cancellation);
        while (events-- > 0 && await call.ResponseStream.MoveNext(Cancellation))
        {
        }

        channel.Dispose();
    }
}
