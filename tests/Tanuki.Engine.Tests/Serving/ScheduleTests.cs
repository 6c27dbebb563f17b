using System.Collections.Concurrent;
using Grpc.Core;
using Tanuki.Engine.Contract;
using Tanuki.Engine.Tests.Support;

namespace Tanuki.Engine.Tests.Serving;

/// <summary>
/// Random schedules of swaps, forks, kept prefixes, evictions, cancellations, loads and unloads in an engine that has room for two of
/// five adapters, one of them activated in the middle of its prompts, and for few tokens, against another that answers each request alone and from the beginning.
/// </summary>
[Collection(EngineTests.Collection)]
public sealed class ScheduleTests : IDisposable
{
    private const int Clients = 4;
    private const int AdapterMebibytes = 9;
    private const int ContextTokens = 1024;
    private const int AnswerTokens = 12;
    private const int Samples = 3;

    private readonly EngineFixture _reference;
    private readonly TemporaryFolder _folder = new();
    private readonly AdapterUse[][] _sets;
    private readonly ConcurrentBag<(float Likely, float Any)> _differences = [];
    private readonly ConcurrentDictionary<(int Question, int Set), Task<ScoreReply>> _scores = new();
    private readonly ConcurrentDictionary<(int Question, int Set), Task<Generation>> _answers = new();

    public ScheduleTests(EngineFixture reference)
    {
        _reference = reference;
        var paths = Enumerable.Range(0, 4).Select(seed => new TestAdapter().Write(_folder.File($"{seed}.gguf"), seed)).ToList();
        // At full scale adapters of random weights make so much of a rounded last digit that logits differ by more than they may, once in forty schedules.
        _sets = [[], .. paths.Select(path => new[] { Use(path, 0.5f) }), [Use(paths[0], 0.5f), Use(paths[1], 0.25f)], [Use(_folder.File("activated.gguf"), 0.5f)]];
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task What_comes_before_and_beside_a_request_changes_nothing() => RunAsync(actions: 12, seed: 1);

    [Theory, Trait("Category", "Long")]
    [InlineData(2)]
    [InlineData(3)]
    public Task Nor_does_it_in_long_schedules(int seed) => RunAsync(actions: 120, seed);

    private async Task RunAsync(int actions, int seed)
    {
        var invocation = await Tokens.OfAsync(_reference.Client, " write a Python function");
        new TestAdapter { Invocation = invocation }.Write(_folder.File("activated.gguf"), seed: 9);
        await using var engine = new EngineProcess(new EngineOptions { AdapterMebibytes = AdapterMebibytes, PrefixMebibytes = 8 });
        using var attached = await engine.AttachAsync(contextTokens: ContextTokens);
        var done = await Task.WhenAll(Enumerable.Range(0, Clients).Select(client =>
            Task.Run(() => VisitAsync(engine.Client, new Random(seed * Clients + client), actions))));
        TestContext.Current.TestOutputHelper!.WriteLine($"{string.Join(", ", done.SelectMany(kinds => kinds).CountBy(kind => kind))}; largest difference of a likely token's logit {_differences.Max(difference => difference.Likely)}, of any {_differences.Max(difference => difference.Any)}");

        // What the sets make of the same prompt is further apart than what is allowed, so that none can pass for another.
        for (var set = 1; set < _sets.Length; set++)
            Assert.InRange(Logits.LargestDifference(await ScoreAsync(0, set - 1), await ScoreAsync(0, set)), 2 * Logits.Epsilon, 100);

        // Who left without a word is missed a moment later.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        AdapterList list;
        do
            list = await engine.Client.ListAdaptersAsync(new ListAdaptersRequest(), cancellationToken: patience.Token);
        while (list.Adapters.Any(adapter => adapter.InUse));
        Assert.InRange(list.Loads, 5, long.MaxValue);
        Assert.InRange(list.Adapters.Where(adapter => adapter.Loaded).Sum(adapter => adapter.Bytes), 1, AdapterMebibytes << 20);
    }

    private async Task<List<string>> VisitAsync(Contract.Engine.EngineClient client, Random random, int actions)
    {
        var done = new List<string>();
        for (var i = 0; i < actions; i++)
        {
            var (question, set) = (random.Next(8), random.Next(_sets.Length));
            var fresh = random.Next(3) == 0;
            switch (random.Next(10))
            {
                case < 4:
                    var score = await Logits.OfAsync(client, Prompts.Of(Prompts.All[question]), fresh, _sets[set]);
                    var alone = await ScoreAsync(question, set);
                    var (likely, any) = (Logits.LargestDifference(alone, score, among: Logits.Likely), Logits.LargestDifference(alone, score));
                    _differences.Add((likely, any));
                    Assert.InRange(likely, 0, Logits.Epsilon);
                    Assert.InRange(any, 0, Logits.UnlikelyEpsilon);
                    done.Add("scored");
                    break;
                case < 7:
                    var answer = await Generation.RunAsync(client, Ask(question, set, fresh));
                    var same = await AnswerAsync(question, set);
                    Assert.Equal(Samples, answer.Tokens.Count);
                    Assert.All(answer.Tokens, sample => Logits.AssertSameText(same.Tokens[0], sample.Value));
                    done.Add("answered");
                    break;
                case < 8:
                    using (var call = client.Generate(Ask(question, set, fresh), cancellationToken: Cancellation))
                        await call.ResponseStream.MoveNext(Cancellation);
                    done.Add("cancelled");
                    break;
                default:
                    done.Add(await LoadOrUnloadAsync(client, new AdapterRequest { Path = _sets[1 + random.Next(4)][0].Path }, random.Next(2) == 0));
                    break;
            }
        }
        return done;
    }

    private static async Task<string> LoadOrUnloadAsync(Contract.Engine.EngineClient client, AdapterRequest adapter, bool load)
    {
        try
        {
            await (load ? client.LoadAdapterAsync(adapter, cancellationToken: Cancellation) : client.UnloadAdapterAsync(adapter, cancellationToken: Cancellation));
            return load ? "loaded" : "unloaded";
        }
        catch (RpcException exception) when (exception.StatusCode is StatusCode.ResourceExhausted or StatusCode.NotFound)
        {
            return "refused";
        }
    }

    private Task<ScoreReply> ScoreAsync(int question, int set) => _scores.GetOrAdd((question, set), key =>
        Logits.OfAsync(_reference.Client, Prompts.Of(Prompts.All[key.Question]), fresh: true, _sets[key.Set]));

    private Task<Generation> AnswerAsync(int question, int set) => _answers.GetOrAdd((question, set), key =>
        Generation.RunAsync(_reference.Client, Ask(key.Question, key.Set, fresh: true, samples: 1)));

    private GenerateRequest Ask(int question, int set, bool fresh, int samples = Samples)
    {
        var request = Generation.Ask(Prompts.All[question], "```python\ndef ", AnswerTokens, [.. Enumerable.Range(0, samples)]);
        (request.Temperature, request.TopTwo, request.Fresh) = (0, true, fresh);
        request.Adapters.AddRange(_sets[set]);
        return request;
    }

    private static AdapterUse Use(string path, float scale) => new() { Path = path, Scale = scale };
}
