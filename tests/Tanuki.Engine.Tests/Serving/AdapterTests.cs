using Grpc.Core;
using Tanuki.Engine.Contract;
using Tanuki.Engine.Tests.Support;

namespace Tanuki.Engine.Tests.Serving;

[Collection(EngineTests.Collection)]
public sealed class AdapterTests : IDisposable
{
    private readonly EngineFixture _engine;
    private readonly TemporaryFolder _folder = new();
    private readonly AdapterUse _one;
    private readonly AdapterUse _other;

    public AdapterTests(EngineFixture engine)
    {
        _engine = engine;
        _one = new AdapterUse { Path = new TestAdapter().Write(_folder.File("one.gguf"), seed: 1), Scale = 1 };
        _other = new AdapterUse { Path = new TestAdapter { Alpha = 24, Rank = 4 }.Write(_folder.File("other.gguf"), seed: 2), Scale = 1 };
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Logits_are_those_of_the_adapters_and_their_scales()
    {
        var prompt = Prompts.Of("An adapter for what no other test asks: fold a paper boat.");
        var plain = await OfAsync();
        Assert.Equal(0, Logits.LargestDifference(plain, await OfAsync(Scaled(_one, 0))));
        AdapterUse[][] sets = [[_one], [Scaled(_one, 0.5f)], [_other], [_one, _other]];
        var all = new List<ScoreReply> { plain };
        foreach (var set in sets)
        {
            var adapted = await OfAsync(set);
            Assert.InRange(all.Min(earlier => Logits.LargestDifference(earlier, adapted)), 2 * Logits.Epsilon, 100);
            all.Add(adapted);
        }
        Assert.Equal(0, Logits.LargestDifference(plain, await OfAsync()));

        Task<ScoreReply> OfAsync(params AdapterUse[] adapters) => Logits.OfAsync(_engine.Client, prompt, fresh: true, adapters);
    }

    [Fact]
    public async Task A_prefix_is_kept_for_its_own_adapters_only()
    {
        var prompt = Prompts.Of("A prefix for adapters that no other test uses: fold a paper frog.");
        var plain = await Logits.OfAsync(_engine.Client, prompt, fresh: true);
        var adapted = await Logits.OfAsync(_engine.Client, prompt, fresh: true, _one);
        Assert.True(Logits.LargestDifference(plain, adapted) > 2 * Logits.Epsilon);

        await KeepAsync();
        await KeepAsync(_one);
        var second = await KeepAsync(_other);
        Assert.InRange(second.CachedTokens, 0, second.PromptTokens - 5);
        await AssertKeptAsync(plain);
        await AssertKeptAsync(adapted, _one);

        async Task<PromptEvaluated> KeepAsync(params AdapterUse[] adapters)
        {
            var request = new GenerateRequest { Prompt = prompt, Seeds = { 1 }, MaxTokens = 1, TopP = 1, Adapters = { adapters } };
            return (await Generation.RunAsync(_engine.Client, request)).Prompt!;
        }

        async Task AssertKeptAsync(ScoreReply expected, params AdapterUse[] adapters)
        {
            var kept = await Logits.OfAsync(_engine.Client, prompt, fresh: false, adapters);
            Assert.Equal(kept.PromptTokens - 1, kept.CachedTokens);
            Assert.InRange(Logits.LargestDifference(expected, kept), 0, Logits.Epsilon);
        }
    }

    [Fact]
    public async Task An_activated_adapter_counts_from_its_last_invocation_on_and_shares_what_is_before()
    {
        const string common = "What several specialists are told: fold a paper crane out of one square sheet, and never cut it.";
        var invocation = await TokensAsync(" And now, tester:");
        var (first, second) = (Activated(seed: 1, invocation), Activated(seed: 2, invocation));
        var prompt = new Prompt { Raw = $"{common} And now, tester: begin. And now, tester: go on" };

        var alone = await Logits.OfAsync(_engine.Client, prompt, fresh: true, first);
        var plain = await Logits.OfAsync(_engine.Client, prompt, fresh: true);
        var whole = await Logits.OfAsync(_engine.Client, prompt, fresh: true, _one);
        var shared = await Logits.OfAsync(_engine.Client, prompt, fresh: false, second);
        var again = await Logits.OfAsync(_engine.Client, prompt, fresh: false, first);

        Assert.InRange(Logits.LargestDifference(alone, plain), 2 * Logits.Epsilon, 100);
        Assert.InRange(Logits.LargestDifference(alone, whole), 2 * Logits.Epsilon, 100);
        Assert.Equal(alone.PromptTokens - invocation.Length - (await TokensAsync(" go on")).Length, shared.CachedTokens);
        Assert.InRange(Logits.LargestDifference(await Logits.OfAsync(_engine.Client, prompt, fresh: true, second), shared), 0, Logits.Epsilon);
        Assert.Equal(alone.PromptTokens - 1, again.CachedTokens);
        Assert.InRange(Logits.LargestDifference(alone, again), 0, Logits.Epsilon);
    }

    [Fact]
    public async Task An_activated_adapter_that_is_invoked_at_once_is_an_ordinary_one()
    {
        var prompt = new Prompt { Raw = " And now, tester: begin to fold a paper hat" };

        var activated = await Logits.OfAsync(_engine.Client, prompt, fresh: true, Activated(seed: 1, await TokensAsync(" And now, tester:")));

        Assert.InRange(Logits.LargestDifference(await Logits.OfAsync(_engine.Client, prompt, fresh: true, _one), activated), 0, Logits.Epsilon);
    }

    [Fact]
    public async Task An_activated_adapter_is_refused_where_nothing_invokes_it_and_beside_others()
    {
        var activated = Activated(seed: 1, await TokensAsync(" And now, tester:"));

        await RefusedAsync("the prompt has none of them", activated);
        await RefusedAsync("cannot be used together with others", activated, _other);

        async Task RefusedAsync(string reason, params AdapterUse[] adapters)
        {
            var request = Generation.Ask("Fold a paper swan.");
            request.Adapters.AddRange(adapters);
            Assert.Contains(reason, (await Generation.RunAsync(_engine.Client, request)).Refused!.Message, StringComparison.Ordinal);
            var failure = await Assert.ThrowsAsync<RpcException>(() => Logits.OfAsync(_engine.Client, request.Prompt, fresh: true, adapters));
            Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
        }
    }

    [Fact]
    public async Task Requests_with_different_adapters_take_turns_and_none_changes_another()
    {
        AdapterUse[][] sets = [[], [_one], [_other], [_one, Scaled(_other, 0.5f)]];
        var requests = Enumerable.Range(0, 12).Select(i =>
        {
            var request = Generation.Ask(Prompts.All[i * 7], "```python\ndef ", 24, 5);
            (request.Temperature, request.TopTwo, request.Fresh) = (0, true, i % 3 == 0);
            request.Adapters.AddRange(sets[i % sets.Length]);
            return request;
        }).ToList();
        var alone = new List<Generation>();
        foreach (var request in requests)
            alone.Add(await Generation.RunAsync(_engine.Client, request));

        var together = await Task.WhenAll(requests.Select(request => Generation.RunAsync(_engine.Client, request)));

        for (var i = 0; i < requests.Count; i++)
            Assert.InRange(Logits.AssertSameText(alone[i].Tokens[0], together[i].Tokens[0]), 0, Logits.Epsilon);
    }

    [Fact]
    public async Task One_that_is_loaded_stays_until_it_is_unloaded()
    {
        var missing = await Assert.ThrowsAsync<RpcException>(() => UnloadAsync(_one));
        Assert.Equal(StatusCode.NotFound, missing.StatusCode);
        var loaded = await _engine.Client.LoadAdapterAsync(new AdapterRequest { Path = _one.Path }, cancellationToken: Cancellation);
        Assert.Equal((_one.Path, new FileInfo(_one.Path).Length, true, true, false), (loaded.Path, loaded.Bytes, loaded.Loaded, loaded.Pinned, loaded.InUse));
        Assert.Contains(loaded, (await ListAsync()).Adapters);
        await Logits.OfAsync(_engine.Client, Prompts.Of("Which adapter?"), fresh: true, _other);
        Assert.Equal([true, false], (await ListAsync()).Adapters.Where(IsOfThisTest).OrderBy(adapter => adapter.Path).Select(adapter => adapter.Pinned));

        // The context still decodes with it, and goes on without.
        var used = await Logits.OfAsync(_engine.Client, Prompts.Of("Which adapter?"), fresh: true, _one);
        Assert.Equal((false, false), await UnloadAsync(_one));
        Assert.DoesNotContain((await ListAsync()).Adapters, adapter => adapter.Path == _one.Path && adapter.Loaded);
        Assert.Equal(0, Logits.LargestDifference(used, await Logits.OfAsync(_engine.Client, Prompts.Of("Which adapter?"), fresh: true, _one)));

        async Task<(bool Loaded, bool Pinned)> UnloadAsync(AdapterUse use)
        {
            var state = await _engine.Client.UnloadAdapterAsync(new AdapterRequest { Path = use.Path }, cancellationToken: Cancellation);
            return (state.Loaded, state.Pinned);
        }

        async Task<AdapterList> ListAsync() => await _engine.Client.ListAdaptersAsync(new ListAdaptersRequest(), cancellationToken: Cancellation);

        bool IsOfThisTest(AdapterState adapter) => adapter.Path == _one.Path || adapter.Path == _other.Path;
    }

    [Fact]
    public async Task Those_that_stay_leave_room_or_are_refused()
    {
        const int room = 5;
        await using var engine = new EngineProcess(new EngineOptions { AdapterMebibytes = room });
        using var attached = await engine.AttachAsync(contextTokens: 512);
        await engine.Client.LoadAdapterAsync(new AdapterRequest { Path = _one.Path }, cancellationToken: Cancellation);
        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await engine.Client.LoadAdapterAsync(new AdapterRequest { Path = _other.Path }, cancellationToken: Cancellation));
        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);

        // Requests get what they need, one after the other.
        var requests = new[] { _other, _one, _other }.Select(use => Logits.OfAsync(engine.Client, Prompts.Of("Which adapter?"), fresh: true, use));
        var replies = await Task.WhenAll(requests);
        Assert.Equal(0, Logits.LargestDifference(replies[0], replies[2]));

        // And give back what was more than there is room for.
        var kept = await engine.Client.ListAdaptersAsync(new ListAdaptersRequest(), cancellationToken: Cancellation);
        Assert.InRange(kept.Adapters.Where(adapter => adapter.Loaded).Sum(adapter => adapter.Bytes), 1, room << 20);
    }

    [Fact]
    public async Task What_does_not_fit_is_refused_with_the_reason()
    {
        await RefusedAsync("there is no adapter", _folder.File("missing.gguf"));
        await RefusedAsync("is not absolute", "one.gguf");
        await RefusedAsync("no GGUF signature", Spoilt(bytes => bytes[0] = 0));
        await RefusedAsync("it is truncated", Spoilt(shorten: 100));
        await RefusedAsync("it is no adapter", TestModel.Path);
        await RefusedAsync("of the kind \"ia3\"", new TestAdapter { Type = "ia3" });
        await RefusedAsync("made for the architecture \"llama\"", new TestAdapter { Architecture = "llama" });
        await RefusedAsync("there are none of them", new TestAdapter { Invocation = [] });
        await RefusedAsync("alpha is not a number", new TestAdapter { Alpha = float.NaN });
        await RefusedAsync("it has no tensors", new TestAdapter { Targets = [] });
        await RefusedAsync("the model has no tensor blk.24.ffn_down.weight", new TestAdapter { Targets = new() { ["blk.24.ffn_down.weight"] = (4864, 896) } });
        await RefusedAsync("4865x8 and 8x896, which do not fit the model's 4864x896", new TestAdapter { Targets = new() { ["blk.0.ffn_down.weight"] = (4865, 896) } });
        await RefusedAsync("has no partner blk.0.ffn_down.weight.lora_b", new TestAdapter { Keeps = name => !name.EndsWith("_b", StringComparison.Ordinal) });
        await RefusedAsync("is named twice", _one, Scaled(_one, 0.5f));
        await RefusedAsync("is not a number", Scaled(_one, float.NaN));
        await RefusedAsync("at most 8", [.. Enumerable.Repeat(_one, 9)]);
        Assert.NotEmpty((await Logits.OfAsync(_engine.Client, Prompts.Of("Still there?"), fresh: true, _one)).Logits);
    }

    private Task RefusedAsync(string reason, TestAdapter adapter) => RefusedAsync(reason, adapter.Write(_folder.File("spoilt.gguf"), seed: 3));

    private Task RefusedAsync(string reason, string path) => RefusedAsync(reason, new AdapterUse { Path = path, Scale = 1 });

    private async Task RefusedAsync(string reason, params AdapterUse[] adapters)
    {
        var request = Generation.Ask("Anything", maxTokens: 1);
        request.Adapters.AddRange(adapters);
        var refused = (await Generation.RunAsync(_engine.Client, request)).Refused;
        Assert.Equal(RequestRefused.Types.Reason.Invalid, refused?.Reason);
        Assert.Contains(reason, refused!.Message, StringComparison.OrdinalIgnoreCase);
    }

    private string Spoilt(Action<byte[]>? change = null, int shorten = 0)
    {
        var bytes = File.ReadAllBytes(_one.Path);
        change?.Invoke(bytes);
        File.WriteAllBytes(_folder.File("spoilt.gguf"), bytes[..^shorten]);
        return _folder.File("spoilt.gguf");
    }

    private static AdapterUse Scaled(AdapterUse use, float scale) => new() { Path = use.Path, Scale = scale };

    private AdapterUse Activated(int seed, uint[] invocation) => new()
    {
        Path = new TestAdapter { Invocation = invocation }.Write(_folder.File($"activated-{seed}.gguf"), seed),
        Scale = 1,
    };

    private Task<uint[]> TokensAsync(string text) => Tokens.OfAsync(_engine.Client, text);
}
