using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Grpc.Core;
using Tanuki.Engine.Contract;
using Tanuki.Engine.Tests.Support;
using Tanuki.Models.Structured;

namespace Tanuki.Engine.Tests.Serving;

/// <summary>Many requests of every kind, good and bad, at an engine that is killed twice meanwhile: every answer is right and none is lost.</summary>
[Collection(EngineTests.Collection)]
public sealed class HardLifeTests : IDisposable
{
    private const int Clients = 6;
    private const int Questions = 8;
    private const string Schema = """{"type":"object","properties":{"size":{"type":"integer","minimum":1,"maximum":99}},"required":["size"],"additionalProperties":false}""";

    private static readonly string _grammar = JsonSchemaGrammar.For(JsonNode.Parse(Schema)).Gbnf;

    private readonly EngineFixture _reference;
    private readonly TemporaryFolder _folder = new();
    private readonly AdapterUse[][] _sets;
    private readonly ConcurrentDictionary<(int Question, int Set), Task<Generation>> _answers = new();

    /// <summary>Room for two of three adapters and for few saved prompts, so that both have to give way.</summary>
    private static readonly EngineOptions _options = new() { AdapterMebibytes = 9, PrefixMebibytes = 8 };

    public HardLifeTests(EngineFixture reference)
    {
        _reference = reference;
        var uses = Enumerable.Range(0, 3).Select(seed => new AdapterUse { Path = new TestAdapter().Write(_folder.File($"{seed}.gguf"), seed), Scale = 1 });
        _sets = [[], .. uses.Select(use => new[] { use })];
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_short_one()
    {
        await using var engine = new RevivedEngine(_options, contextTokens: 2048);
        await RunAsync(engine, requests: 60, firstSeed: 1, killsAt: [20, 40]);
        Assert.Equal(3, engine.Lives);
    }

    [Fact, Trait("Category", "Long")]
    public async Task Two_thousand_leave_nothing_behind()
    {
        await using var engine = new RevivedEngine(_options, contextTokens: 2048);
        await RunAsync(engine, requests: 1200, firstSeed: 100, killsAt: [200, 400]);
        var before = engine.ResidentBytes;
        await RunAsync(engine, requests: 800, firstSeed: 200, killsAt: []);
        TestContext.Current.TestOutputHelper!.WriteLine($"{before >> 20} MiB before the last 800, {engine.ResidentBytes >> 20} after");
        Assert.InRange(engine.ResidentBytes, 0, before * 1.05);
        Assert.Equal(3, engine.Lives);
    }

    private async Task RunAsync(RevivedEngine engine, int requests, int firstSeed, IReadOnlyList<int> killsAt)
    {
        var begun = 0;
        var done = await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            var random = new Random(firstSeed + client);
            var kinds = new List<string>();
            while (Interlocked.Increment(ref begun) is var number && number <= requests)
            {
                if (killsAt.Contains(number))
                    await engine.KillAsync();
                kinds.Add(await VisitAsync(engine, random));
            }
            return kinds;
        })));
        TestContext.Current.TestOutputHelper!.WriteLine(string.Join(", ", done.SelectMany(kinds => kinds).CountBy(kind => kind)));
        Assert.Equal(requests, done.Sum(kinds => kinds.Count));
    }

    private async Task<string> VisitAsync(RevivedEngine engine, Random random)
    {
        var (question, set, kind) = (random.Next(Questions), random.Next(_sets.Length), random.Next(10));
        switch (kind)
        {
            case < 4:
                var alone = await AnswerAsync(question, set);
                var answer = await engine.AskAsync(client => Generation.RunAsync(client, Ask(question, set, samples: random.Next(1, 4))));
                Assert.All(answer.Tokens.Values, tokens => Logits.AssertSameText(alone.Tokens[0], tokens));
                Assert.NotEmpty(answer.Finished);
                return "answered";
            case 4:
                var request = Ask(question, set, samples: 2);
                (request.Temperature, request.TopTwo, request.MaxTokens, request.Grammar) = (1, false, 40, _grammar);
                var constrained = await engine.AskAsync(client => Generation.RunAsync(client, request));
                Assert.All(constrained.Finished.Values, sample => Assert.InRange(JsonNode.Parse(sample.Text)!["size"]!.GetValue<int>(), 1, 99));
                return "constrained";
            case 5 or 6:
                await engine.AskAsync(client => LeaveAsync(client, Ask(question, set, samples: 3), random.Next(6)));
                return "cancelled";
            case 7:
                var badGrammar = Ask(question, set, samples: 1);
                badGrammar.Grammar = random.Next(2) == 0 ? "root ::= root \"a\"" : "root ::= (";
                return await RefusedAsync(engine, badGrammar, RequestRefused.Types.Reason.Invalid);
            case 8:
                var large = Ask(question, set, samples: 1);
                large.MaxTokens = 1 << 20;
                return await RefusedAsync(engine, large, RequestRefused.Types.Reason.ContextOverflow);
            default:
                var badAdapter = Ask(question, set: 0, samples: 1);
                badAdapter.Adapters.Add(new AdapterUse { Path = TestModel.Path, Scale = 1 });
                return await RefusedAsync(engine, badAdapter, RequestRefused.Types.Reason.Invalid);
        }
    }

    private static async Task<string> RefusedAsync(RevivedEngine engine, GenerateRequest request, RequestRefused.Types.Reason reason)
    {
        Assert.Equal(reason, (await engine.AskAsync(client => Generation.RunAsync(client, request))).Refused?.Reason);
        return "refused";
    }

    private static async Task<bool> LeaveAsync(Contract.Engine.EngineClient client, GenerateRequest request, int events)
    {
        using var call = client.Generate(request, cancellationToken: Cancellation);
        while (events-- > 0 && await call.ResponseStream.MoveNext(Cancellation))
        {
        }
        return true;
    }

    private Task<Generation> AnswerAsync(int question, int set) => _answers.GetOrAdd((question, set), key =>
        Generation.RunAsync(_reference.Client, Ask(key.Question, key.Set, samples: 1, fresh: true)));

    private GenerateRequest Ask(int question, int set, int samples, bool fresh = false)
    {
        var request = Generation.Ask(Prompts.All[20 + question], "```python\ndef ", 16, [.. Enumerable.Range(0, samples)]);
        (request.Temperature, request.TopTwo, request.Fresh) = (0, true, fresh);
        request.Adapters.AddRange(_sets[set]);
        return request;
    }
}
