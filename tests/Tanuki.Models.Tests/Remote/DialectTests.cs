using System.Text.Json.Nodes;
using Tanuki.Core;
using Tanuki.Models.Backbones;
using Tanuki.Models.Structured;

namespace Tanuki.Models.Tests.Remote;

/// <summary>What each kind of server is asked, and how what it lacks is worked around.</summary>
public sealed class DialectTests : IDisposable
{
    private const string Prefill = "```python\ndef f(n):\n";
    private const string Body = "    return n\n";

    private RemoteRoom _room = new();

    public void Dispose() => _room.Dispose();

    public static TheoryData<Dialect> Dialects => [.. Enum.GetValues<Dialect>()];

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Every_sample_comes_whole_and_in_pieces(Dialect dialect)
    {
        Use(dialect);
        _room.Server.Answer = (request, reply) => reply.SayAsync(request, "first 🦝 text", "second", "third");

        var events = await _room.AskAsync(RemoteRoom.Request(seeds: 3));

        var finished = events.OfType<SampleFinished>().OrderBy(sample => sample.Sample).ToList();
        Assert.Equal([0, 1, 2], finished.Select(sample => sample.Sample));
        Assert.All(finished, sample => Assert.Equal((FinishReason.Stop, RemoteRoom.Pieces(events, sample.Sample)), (sample.Reason, sample.Text)));
        Assert.Equal(
            dialect is Dialect.LlamaServer or Dialect.Vllm ? ["first 🦝 text", "second", "third"] : ["first 🦝 text", "first 🦝 text", "first 🦝 text"],
            finished.Select(sample => sample.Text));
        var prompts = events.OfType<PromptEvaluated>().ToList();
        Assert.Equal(_room.Server.Chats.Count, prompts.Count);
        if (dialect is Dialect.LlamaServer)
            Assert.Equal([new PromptEvaluated(20, 8)], prompts);
        if (dialect is not Dialect.Vllm)
            Assert.All(finished, sample => Assert.Equal(2, sample.Tokens));
    }

    [Theory]
    [InlineData(Dialect.LlamaServer, true, 2048, 1)]
    [InlineData(Dialect.Vllm, true, 4096, 1)]
    [InlineData(Dialect.Ollama, false, 0, 3)]
    [InlineData(Dialect.Bare, false, 0, 3)]
    public async Task The_kind_of_server_is_found_out_and_what_it_lacks_is_declared(Dialect dialect, bool forks, int context, int requests)
    {
        Use(dialect);
        if (dialect is Dialect.Vllm)
            _room.Server.Models = """{"data":[{"id":"x","max_model_len":4096,"parent":null}]}""";
        await using var backbone = await _room.OpenAsync();
        await RemoteRoom.EventsAsync(backbone, RemoteRoom.Request(seeds: 3));

        Assert.Equal((_room.Server.Model, "unknown", context, forks), (backbone.Info.Name, backbone.Info.Sha256, backbone.Info.ContextTokens, backbone.Info.Capabilities.Forks));
        Assert.Equal(dialect is not Dialect.Bare, backbone.Info.Capabilities.Prefill);
        Assert.Equal(requests, _room.Server.Chats.Count);
        Assert.All(_room.Server.Chats, chat => Assert.Equal(forks ? 3 : null, (int?)chat.Body!["n"]));
    }

    [Fact]
    public async Task A_server_with_four_slots_is_asked_for_four_samples_at_a_time()
    {
        Use(Dialect.LlamaServer);

        await _room.AskAsync(RemoteRoom.Request(seeds: 10));

        Assert.Equal([2, 4, 4], _room.Server.Chats.Select(chat => chat.Samples).Order());
        var body = _room.Server.Chats.First().Body!;
        Assert.Equal((0, 0, true), ((int)body["top_k"]!, (int)body["min_p"]!, (bool)body["stream_options"]!["include_usage"]!));
    }

    [Theory]
    [InlineData(Dialect.LlamaServer)]
    [InlineData(Dialect.Vllm)]
    [InlineData(Dialect.Ollama)]
    public async Task A_prefill_is_the_beginning_of_the_last_message(Dialect dialect)
    {
        Use(dialect);
        _room.Server.Answer = (request, reply) => reply.SayAsync(request, Body + "\n```\n");

        var sample = await _room.AskOneAsync(RemoteRoom.Request(prefill: Prefill) with { Stop = ["\n```"] });

        Assert.Equal(Body, sample.Text);
        var body = Assert.Single(_room.Server.Chats).Body!;
        var last = body["messages"]!.AsArray()[^1]!;
        Assert.Equal(("assistant", Prefill), ((string)last["role"]!, (string)last["content"]!));
        Assert.Equal(dialect is Dialect.Vllm ? (false, true) : (null, null), ((bool?)body["add_generation_prompt"], (bool?)body["continue_final_message"]));
        Assert.Equal("\n```", (string)Assert.Single(body["stop"]!.AsArray())!);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task A_short_prefill_may_go_on_like_itself(Dialect dialect)
    {
        Use(dialect);
        _room.Server.Answer = (request, reply) => reply.SayAsync(request, dialect is Dialect.Bare ? "((1 + 2) * 3)" : "(1 + 2) * 3)");

        Assert.Equal("(1 + 2) * 3)", (await _room.AskOneAsync(RemoteRoom.Request(prefill: "("))).Text);
    }

    [Theory]
    [InlineData(Prefill + Body + "\n```\nThat is it.")]
    [InlineData("Here it is:\n\n" + Prefill + Body + "\n```")]
    [InlineData("\n" + Prefill + Body)]
    public async Task A_prefill_that_can_only_be_asked_for_is_taken_off(string answer)
    {
        _room.Server.Answer = (request, reply) => reply.SayAsync(request, answer);

        var events = await _room.AskAsync(RemoteRoom.Request(prefill: Prefill) with { Stop = ["\n```"] });

        Assert.Equal(Body, Assert.Single(events.OfType<SampleFinished>()).Text);
        Assert.Equal(Body, RemoteRoom.Pieces(events, 0));
        var body = Assert.Single(_room.Server.Chats).Body!;
        Assert.EndsWith(Prefill, (string)body["messages"]!.AsArray()[^1]!["content"]!, StringComparison.Ordinal);
        // A fence that opens the code would end it.
        Assert.Null(body["stop"]);
    }

    [Fact]
    public async Task An_answer_that_goes_its_own_way_is_reported_whole()
    {
        const string own = "Sure!\n```python\nimport math\ndef f(n: int):\n    return n\n```\nDone.";
        _room.Server.Answer = (request, reply) => reply.SayAsync(request, own);

        var events = await _room.AskAsync(RemoteRoom.Request(prefill: Prefill) with { Stop = ["\n```"] });

        Assert.Equal(own, Assert.Single(events.OfType<SampleFinished>()).Text);
        Assert.Equal(own, RemoteRoom.Pieces(events, 0));
    }

    [Fact]
    public async Task More_stop_strings_than_an_endpoint_takes_are_looked_for_here()
    {
        _room.Server.Answer = (request, reply) => reply.SayAsync(request, "one two three FIVE four", "");

        var sample = await _room.AskOneAsync(RemoteRoom.Request() with { Stop = ["a1", "a2", "a3", "a4", "FIVE"] });

        Assert.Equal("one two three ", sample.Text);
        Assert.Equal(4, Assert.Single(_room.Server.Chats).Body!["stop"]!.AsArray().Count);
    }

    [Theory]
    [InlineData(Dialect.LlamaServer)]
    [InlineData(Dialect.Vllm)]
    public async Task A_server_that_does_not_heed_the_number_is_asked_for_one_at_a_time(Dialect dialect)
    {
        Use(dialect);
        _room.Server.Answer = async (request, reply) =>
        {
            await reply.BeginAsync();
            await reply.TextAsync($"text {request.Number}");
            await reply.FinishAsync();
            await reply.TextAsync("nobody asked for this one", sample: 99);
            await reply.DoneAsync();
        };
        await using var backbone = await _room.OpenAsync();

        var events = await RemoteRoom.EventsAsync(backbone, RemoteRoom.Request(seeds: 3));
        await RemoteRoom.EventsAsync(backbone, RemoteRoom.Request(seeds: 2));

        Assert.Equal(["text 0", "text 1", "text 2"], events.OfType<SampleFinished>().Select(sample => sample.Text).Order());
        Assert.Equal(3, events.OfType<PromptEvaluated>().Count());
        Assert.Equal([3, 1, 1, 1, 1], _room.Server.Chats.Select(chat => chat.Samples));
        Assert.Equal([0, 1, 2], events.OfType<SampleFinished>().Select(sample => sample.Sample).Order());
    }

    [Fact]
    public async Task An_endpoint_has_no_more_requests_at_a_time_than_it_should()
    {
        _room.Limits = _room.Limits with { Requests = 2 };
        var (now, most) = (0, 0);
        using var bothThere = new CountdownEvent(2);
        _room.Server.Answer = async (request, reply) =>
        {
            lock (bothThere)
                most = Math.Max(most, ++now);
            if (request.Number < 2)
            {
                bothThere.Signal();
                bothThere.Wait(TestContext.Current.CancellationToken);
            }
            lock (bothThere)
                now--;
            await reply.SayAsync(request, "Hello");
        };
        await using var backbone = await _room.OpenAsync();

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => RemoteRoom.EventsAsync(backbone, RemoteRoom.Request(seeds: 3))));

        Assert.Equal((2, 9), (most, _room.Server.Chats.Count));
    }

    [Fact]
    public async Task An_adapter_is_a_models_name_at_vllm()
    {
        Use(Dialect.Vllm);
        _room.Server.Models = """{"data":[{"id":"x","parent":null},{"id":"tester","parent":"x"}]}""";

        await _room.AskAsync(RemoteRoom.Request() with { Adapters = [new("/somewhere/tester.gguf"), new("/somewhere/other.gguf", 0)] });

        Assert.Equal("tester", (string)Assert.Single(_room.Server.Chats).Body!["model"]!);
        Assert.Contains("list", await RefusalAsync(new AdapterUse("/x.gguf")), StringComparison.Ordinal);
        Assert.Contains("one adapter", await RefusalAsync(new AdapterUse("/tester.gguf", 0.5f)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adapters_have_numbers_and_scales_at_llama_server()
    {
        Use(Dialect.LlamaServer);

        await _room.AskAsync(RemoteRoom.Request() with { Adapters = [new("/here/second.gguf", 0.5f)] });
        await _room.AskAsync(RemoteRoom.Request());

        Assert.Equal(
            ["""[{"id":0,"scale":0},{"id":1,"scale":0.5}]""", """[{"id":0,"scale":0},{"id":1,"scale":0}]"""],
            _room.Server.Chats.Select(chat => chat.Body!["lora"]!.ToJsonString()));
        Assert.Contains("--lora", await RefusalAsync(new AdapterUse("/here/third.gguf")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Others_take_no_adapters() =>
        Assert.Contains("Only llama-server and vLLM", await RefusalAsync(new AdapterUse("/a.gguf")), StringComparison.Ordinal);

    [Theory]
    [InlineData(Dialect.LlamaServer, "grammar")]
    [InlineData(Dialect.Vllm, "structured_outputs")]
    [InlineData(Dialect.Ollama, "response_format")]
    [InlineData(Dialect.Bare, "response_format")]
    public async Task A_schema_goes_in_the_form_that_the_server_takes(Dialect dialect, string field)
    {
        Use(dialect);
        var grammar = JsonSchemaGrammar.For(JsonNode.Parse("""{"type":"integer"}"""));

        await _room.AskAsync(RemoteRoom.Request() with { Grammar = grammar });

        var body = Assert.Single(_room.Server.Chats).Body!;
        Assert.Equal([field], new[] { "grammar", "guided_grammar", "structured_outputs", "response_format" }.Where(name => body[name] is not null));
        if (field == "response_format")
            Assert.Equal("""{"type":"integer"}""", body[field]!["json_schema"]!["schema"]!.ToJsonString());
        else
            Assert.Equal(grammar.Gbnf, (string)(dialect is Dialect.Vllm ? body[field]!["grammar"]! : body[field]!)!);
    }

    [Fact]
    public async Task Older_versions_of_vllm_have_another_name_for_grammars()
    {
        Use(Dialect.Vllm);
        _room.Server.Pages["/version"] = """{"version":"0.9.2"}""";

        await _room.AskAsync(RemoteRoom.Request() with { Grammar = new OutputGrammar("root ::= \"a\"") });

        Assert.Equal("root ::= \"a\"", (string)Assert.Single(_room.Server.Chats).Body!["guided_grammar"]!);
    }

    [Fact]
    public async Task A_grammar_that_nobody_there_can_keep_to_is_refused_and_nothing_is_sent()
    {
        var refusal = await Assert.ThrowsAsync<TanukiException>(() => _room.AskAsync(RemoteRoom.Request() with { Grammar = new OutputGrammar("root ::= \"a\"") }));
        Assert.Contains("grammar", refusal.Message, StringComparison.Ordinal);
        Use(Dialect.LlamaServer);
        await Assert.ThrowsAsync<TanukiException>(() => _room.AskAsync(RemoteRoom.Request() with { Grammar = new OutputGrammar("root ::= \"a\"", "<call>") }));

        Assert.Empty(_room.Server.Chats);
    }

    [Fact]
    public async Task Log_probabilities_are_those_of_the_endpoint_or_no_number()
    {
        _room.Server.Answer = async (request, reply) =>
        {
            await reply.BeginAsync();
            await reply.TextAsync("a", logProbability: request.Body!["logprobs"] is null ? null : -0.25);
            await reply.TextAsync("b", logProbability: request.Body!["logprobs"] is null ? null : -0.5);
            await reply.FinishAsync();
            await reply.DoneAsync();
        };

        var known = await _room.AskOneAsync(RemoteRoom.Request() with { LogProbabilities = true });
        var unknown = await _room.AskOneAsync();

        Assert.Equal((-0.75, 2), (known.LogProbability, known.Tokens));
        Assert.Equal(double.NaN, unknown.LogProbability);
    }

    [Theory]
    [InlineData(Dialect.LlamaServer, 5)]
    [InlineData(Dialect.Vllm, 7)]
    public async Task Tokens_are_counted_where_the_server_can(Dialect dialect, int tokens)
    {
        Use(dialect);
        await using var backbone = await _room.OpenAsync();

        Assert.True(backbone.Info.Capabilities.ExactTokens);
        Assert.Equal(tokens, await backbone.CountTokensAsync(RemoteRoom.Request(prefill: Prefill), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Elsewhere_they_are_estimated_and_said_to_be()
    {
        await using var backbone = await _room.OpenAsync();

        Assert.False(backbone.Info.Capabilities.ExactTokens);
        Assert.InRange(await backbone.CountTokensAsync(RemoteRoom.Request(), TestContext.Current.CancellationToken), 10, 40);
    }

    [Fact]
    public async Task An_answer_that_is_not_streamed_will_do()
    {
        _room.Server.Answer = (_, reply) => reply.WholeAsync(
            200, """{"choices":[{"index":0,"message":{"role":"assistant","content":"all at once"},"finish_reason":"length"}],"usage":{"prompt_tokens":11,"completion_tokens":3}}""");

        var events = await _room.AskAsync(RemoteRoom.Request());

        Assert.Equal(new PromptEvaluated(11, 0), events[0]);
        Assert.Equal(new SampleFinished(0, "all at once", 3, double.NaN, FinishReason.Length), events[^1]);
    }

    private async Task<string> RefusalAsync(AdapterUse adapter) =>
        (await Assert.ThrowsAsync<TanukiException>(() => _room.AskAsync(RemoteRoom.Request() with { Adapters = [adapter] }))).Message;

    private void Use(Dialect dialect)
    {
        _room.Dispose();
        _room = new RemoteRoom(dialect);
    }
}
