using Tanuki.Models.Backbones;

namespace Tanuki.Models.Tests.Backbones;

public sealed class ScriptedBackboneTests
{
    [Fact]
    public async Task Answers_come_in_order_over_samples_and_requests()
    {
        await using var backbone = new ScriptedBackbone("one", "two", "three");

        var first = await FinishedAsync(backbone, Request(seeds: 2));
        var second = await FinishedAsync(backbone, Request(seeds: 1));

        Assert.Equal(["one", "two"], first.Select(f => f.Text));
        Assert.Equal(["three"], second.Select(f => f.Text));
        Assert.Equal(2, backbone.Requests.Count);
        Assert.Equal(0, backbone.Abandoned);
        await Assert.ThrowsAsync<InvalidOperationException>(() => FinishedAsync(backbone, Request(seeds: 1)));
    }

    [Fact]
    public async Task Pieces_add_up_to_the_finished_sample()
    {
        await using var backbone = new ScriptedBackbone((_, sample) => $"answer {sample} 🦝");

        var events = await EventsAsync(backbone, Request(seeds: 3));

        Assert.IsType<PromptEvaluated>(events[0]);
        foreach (var finished in events.OfType<SampleFinished>())
        {
            var pieces = events.OfType<TextGenerated>().Where(t => t.Sample == finished.Sample).ToList();
            Assert.Equal(finished.Text, string.Concat(pieces.Select(p => p.Text)));
            Assert.Equal(finished.Tokens, pieces.Sum(p => p.Tokens));
            Assert.Equal(finished.LogProbability, pieces.Sum(p => p.LogProbability), precision: 9);
        }
    }

    [Fact]
    public async Task Stop_strings_cut_the_text()
    {
        await using var backbone = new ScriptedBackbone("return 1\n```\nprose");

        var finished = Assert.Single(await FinishedAsync(backbone, Request(seeds: 1) with { Stop = ["\n```", "prose"] }));

        Assert.Equal("return 1", finished.Text);
        Assert.Equal(FinishReason.Stop, finished.Reason);
    }

    [Fact]
    public async Task A_failure_comes_where_its_sample_would_have()
    {
        await using var backbone = new ScriptedBackbone("one", ScriptedAnswer.Unavailable("It was killed."), "three");
        var seen = new List<GenerationEvent>();

        var failure = await Assert.ThrowsAsync<BackboneUnavailableException>(async () =>
        {
            await foreach (var e in backbone.GenerateAsync(Request(seeds: 3), TestContext.Current.CancellationToken))
                seen.Add(e);
        });

        Assert.Equal("It was killed.", failure.Message);
        Assert.Equal(["one"], seen.OfType<SampleFinished>().Select(f => f.Text));
    }

    [Fact]
    public async Task Samples_that_are_ready_overtake_those_that_wait()
    {
        var slow = new TaskCompletionSource();
        await using var backbone = new ScriptedBackbone(new ScriptedAnswer("slow") { After = slow.Task }, "quick");
        var order = new List<string>();

        await foreach (var e in backbone.GenerateAsync(Request(seeds: 2), TestContext.Current.CancellationToken))
        {
            if (e is not SampleFinished finished)
                continue;
            order.Add(finished.Text);
            slow.TrySetResult();
        }

        Assert.Equal(["quick", "slow"], order);
    }

    [Fact]
    public async Task Cancelling_while_a_sample_waits_ends_the_request()
    {
        using var stop = new CancellationTokenSource();
        await using var backbone = new ScriptedBackbone(new ScriptedAnswer("never") { After = new TaskCompletionSource().Task });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var e in backbone.GenerateAsync(Request(seeds: 1), stop.Token))
                await stop.CancelAsync();
        });

        Assert.Equal(1, backbone.Abandoned);
    }

    [Fact]
    public async Task A_request_beyond_the_context_is_refused()
    {
        await using var backbone = new ScriptedBackbone("x") { Info = new("small", "unknown", 100) };

        var refusal = await Assert.ThrowsAsync<ContextOverflowException>(() => FinishedAsync(backbone, Request(seeds: 4)));

        Assert.Equal(100, refusal.ContextTokens);
    }

    private static GenerationRequest Request(int seeds) => new()
    {
        Messages = [new("user", "Say something.")],
        Seeds = [.. Enumerable.Range(0, seeds).Select(i => (long)i)],
        MaxTokens = 64,
    };

    private static async Task<List<GenerationEvent>> EventsAsync(ScriptedBackbone backbone, GenerationRequest request)
    {
        var events = new List<GenerationEvent>();
        await foreach (var e in backbone.GenerateAsync(request, TestContext.Current.CancellationToken))
            events.Add(e);
        return events;
    }

    private static async Task<List<SampleFinished>> FinishedAsync(ScriptedBackbone backbone, GenerationRequest request) =>
        [.. (await EventsAsync(backbone, request)).OfType<SampleFinished>()];
}
