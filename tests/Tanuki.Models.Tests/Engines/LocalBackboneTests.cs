using System.Text.Json.Nodes;
using Tanuki.Core;
using Tanuki.Models.Backbones;
using Tanuki.Models.Engines;
using Tanuki.Models.Structured;

namespace Tanuki.Models.Tests.Engines;

[Collection("engine")]
public sealed class LocalBackboneTests(LocalBackboneTests.OneEngine engine) : IClassFixture<LocalBackboneTests.OneEngine>
{
    private static readonly long[] TwoSeeds = [1, 2];

    private readonly LocalBackbone backbone = engine.Backbone;

    [Fact]
    public async Task Events_tell_the_prompt_and_then_each_sample_whole()
    {
        var events = new List<GenerationEvent>();
        await foreach (var e in backbone.GenerateAsync(EngineRoom.Request(8, TwoSeeds), TestContext.Current.CancellationToken))
            events.Add(e);

        Assert.Equal(("tanuki-0.5b", "66921dbfd46cda7400e7755782e703ba619714691abd2acf72dd7fbd098c8c5a"), (backbone.Info.Name, backbone.Info.Sha256));
        var prompt = Assert.IsType<PromptEvaluated>(events[0]);
        Assert.Equal(await backbone.CountTokensAsync(EngineRoom.Request(8, TwoSeeds), TestContext.Current.CancellationToken), prompt.PromptTokens);
        var finished = events.OfType<SampleFinished>().OrderBy(f => f.Sample).ToList();
        Assert.Equal([0, 1], finished.Select(f => f.Sample));
        foreach (var sample in finished)
        {
            Assert.InRange(sample.Tokens, 1, 8);
            Assert.True(sample.LogProbability < 0);
            Assert.Equal(sample.Text, string.Concat(events.OfType<TextGenerated>().Where(t => t.Sample == sample.Sample).Select(t => t.Text)));
        }
    }

    [Fact]
    public async Task More_than_the_context_holds_is_refused_with_the_numbers()
    {
        var refusal = await Assert.ThrowsAsync<ContextOverflowException>(
            () => EngineRoom.FinishedAsync(backbone, EngineRoom.Request(1_000_000, 1)));

        Assert.Equal(backbone.Info.ContextTokens, refusal.ContextTokens);
        Assert.InRange(refusal.NeededTokens, 1_000_001, int.MaxValue);
        Assert.Single(await EngineRoom.FinishedAsync(backbone, EngineRoom.Request(2, 1)));
    }

    [Fact]
    public async Task An_answer_keeps_to_its_grammar_and_a_bad_one_is_refused()
    {
        var request = EngineRoom.Request(64, 1) with { Grammar = JsonSchemaGrammar.For(JsonNode.Parse("""{"enum":["red","green"]}""")) };

        var answer = Assert.Single(await EngineRoom.FinishedAsync(backbone, request));

        Assert.Contains(answer.Text, new[] { "\"red\"", "\"green\"" });
        var refusal = await Assert.ThrowsAsync<TanukiException>(
            () => EngineRoom.FinishedAsync(backbone, request with { Grammar = new OutputGrammar("") }));
        Assert.Contains("no rule \"root\"", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_ends_the_enumeration_and_the_engine_goes_on()
    {
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var e in backbone.GenerateAsync(EngineRoom.Request(2000, TwoSeeds), stop.Token))
            {
                if (e is TextGenerated)
                    await stop.CancelAsync();
            }
        });

        await foreach (var e in backbone.GenerateAsync(EngineRoom.Request(2000, TwoSeeds), TestContext.Current.CancellationToken))
        {
            if (e is TextGenerated)
                break;
        }

        Assert.Single(await EngineRoom.FinishedAsync(backbone, EngineRoom.Request(2, 1)));
        Assert.Equal([backbone.EngineProcessId], engine.Room.Engines);
    }

    [Fact]
    public async Task The_engine_has_a_session_of_its_own()
    {
        var stat = await File.ReadAllTextAsync($"/proc/{backbone.EngineProcessId}/stat", TestContext.Current.CancellationToken);

        var session = stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[3];

        Assert.Equal($"{backbone.EngineProcessId}", session);
    }

    public sealed class OneEngine : IAsyncLifetime
    {
        internal EngineRoom Room { get; } = new(keepAliveSeconds: 0);

        internal LocalBackbone Backbone { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            try
            {
                Backbone = await Room.OpenAsync();
            }
            catch
            {
                // Nobody disposes of a fixture that did not come up.
                await Room.DisposeAsync();
                throw;
            }
        }

        public async ValueTask DisposeAsync()
        {
            await Backbone.DisposeAsync();
            await Room.DisposeAsync();
        }
    }
}
