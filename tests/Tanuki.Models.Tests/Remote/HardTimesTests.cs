using System.Globalization;
using System.Text.Json.Nodes;
using Tanuki.Core;
using Tanuki.Models.Backbones;

namespace Tanuki.Models.Tests.Remote;

/// <summary>Endpoints that refuse, fail, stall, lie and break off.</summary>
public sealed class HardTimesTests : IDisposable
{
    private readonly RemoteRoom _room = new();

    public void Dispose() => _room.Dispose();

    [Theory]
    [InlineData(408)]
    [InlineData(409)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_failure_that_may_pass_is_waited_for(int status)
    {
        AnswerAfterFailures(3, (_, reply) => reply.WholeAsync(status, """{"error":{"message":"not now"}}"""));

        Assert.Equal("Hello", (await _room.AskOneAsync()).Text);
        Assert.Equal(4, _room.Server.Chats.Count);
    }

    [Fact]
    public async Task The_server_says_when_to_come_again()
    {
        _room.Limits = _room.Limits with { Patience = TimeSpan.FromSeconds(30) };
        _room.Server.Answer = (_, reply) => reply.WholeAsync(429, """{"error":{"message":"slow down"}}""", "Retry-After: 3600");

        var refusal = await Assert.ThrowsAsync<BackboneSaturatedException>(() => _room.AskOneAsync());

        Assert.Equal(TimeSpan.FromHours(1), refusal.RetryAfter);
        Assert.Single(_room.Server.Chats);
    }

    [Fact]
    public async Task Too_many_requests_for_too_long_is_saturation()
    {
        _room.Server.Answer = (_, reply) => reply.WholeAsync(429, """{"error":{"message":"slow down"}}""", "Retry-After: 0");

        var refusal = await Assert.ThrowsAsync<BackboneSaturatedException>(() => _room.AskOneAsync());

        Assert.Contains("slow down", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(4, _room.Server.Chats.Count);
    }

    [Fact]
    public async Task A_server_that_only_fails_is_unavailable()
    {
        _room.Server.Answer = (_, reply) => reply.WholeAsync(500, "<html>\u0007" + new string('x', 5000));

        var refusal = await Assert.ThrowsAsync<BackboneUnavailableException>(() => _room.AskOneAsync());

        Assert.Contains("status 500", refusal.Message, StringComparison.Ordinal);
        Assert.InRange(refusal.Message.Length, 1, 400);
        Assert.DoesNotContain(refusal.Message, char.IsControl);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(400)]
    [InlineData(500)]
    [InlineData(200)]
    public async Task A_key_that_the_server_says_back_is_shown_nowhere(int status)
    {
        _room.Server.Answer = async (request, reply) =>
        {
            var error = $$$"""{"error":{"message":"Bad key {{{request.Headers["authorization"]}}}"}}""";
            if (status != 200)
            {
                await reply.WholeAsync(status, error);
                return;
            }
            await reply.BeginAsync();
            await reply.EventAsync(JsonNode.Parse(error)!);
        };

        var refusal = await Assert.ThrowsAnyAsync<TanukiException>(() => _room.AskOneAsync());

        Assert.Contains("Bad key Bearer ***", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(RemoteRoom.Key, refusal.ToString() + refusal.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_in_an_answer_is_taken_out()
    {
        _room.Server.Answer = (request, reply) => reply.SayAsync(request, $"{RemoteRoom.Key}{RemoteRoom.Key}");

        Assert.Equal("******", (await _room.AskOneAsync()).Text);
    }

    [Theory]
    [InlineData("""{"error":{"code":400,"message":"request (5000 tokens) exceeds the available context size (4096 tokens)","type":"exceed_context_size_error","n_prompt_tokens":5000,"n_ctx":4096}}""", 5000, 5000)]
    [InlineData("""{"error":{"message":"This model's maximum context length is 4096 tokens. However, you requested 5100 tokens (5000 in the messages, 100 in the completion).","code":"context_length_exceeded"}}""", 5000, 5100)]
    [InlineData("""{"object":"error","message":"This model's maximum context length is 4096 tokens. However, your request has 5000 input tokens. Please reduce the length.","code":400}""", 5000, 5000)]
    public async Task A_prompt_that_is_too_long_is_said_to_be(string body, int prompt, int needed)
    {
        _room.Server.Answer = (_, reply) => reply.WholeAsync(400, body);

        var refusal = await Assert.ThrowsAsync<ContextOverflowException>(() => _room.AskOneAsync());

        Assert.Equal((prompt, needed, 4096), (refusal.PromptTokens, refusal.NeededTokens, refusal.ContextTokens));
        Assert.Single(_room.Server.Chats);
    }

    [Theory]
    [InlineData("abort")]
    [InlineData("end")]
    [InlineData("garbage")]
    [InlineData("endless line")]
    [InlineData("error event")]
    [InlineData("no choices")]
    public async Task What_breaks_off_before_its_text_is_asked_again(string how)
    {
        AnswerAfterFailures(2, (request, reply) => BreakAsync(how, request, reply));

        Assert.Equal("Hello", (await _room.AskOneAsync()).Text);
        Assert.Equal(3, _room.Server.Chats.Count);
    }

    [Theory]
    [InlineData("abort")]
    [InlineData("end")]
    [InlineData("garbage")]
    [InlineData("endless line")]
    [InlineData("error event")]
    public async Task What_breaks_off_in_its_text_is_begun_again_once_and_no_text_comes_twice(string how)
    {
        AnswerAfterFailures(1, async (request, reply) =>
        {
            await reply.BeginAsync();
            await reply.TextAsync("Hel");
            await BreakAsync(how, request, reply, begun: true);
        });

        var events = await _room.AskAsync(RemoteRoom.Request());

        Assert.Equal("Hello", Assert.Single(events.OfType<SampleFinished>()).Text);
        Assert.Equal("Hello", RemoteRoom.Pieces(events, 0));
        Assert.Equal(2, _room.Server.Chats.Count);
    }

    [Fact]
    public async Task Another_text_the_second_time_is_only_reported_whole()
    {
        AnswerAfterFailures(1, async (_, reply) =>
        {
            await reply.BeginAsync();
            await reply.TextAsync("Good day");
            reply.Abort();
        });

        var events = await _room.AskAsync(RemoteRoom.Request());

        Assert.Equal("Hello", Assert.Single(events.OfType<SampleFinished>()).Text);
        Assert.Equal("Good day", RemoteRoom.Pieces(events, 0));
    }

    [Fact]
    public async Task A_sample_that_breaks_off_again_fails_and_the_others_come_to_their_end()
    {
        _room.Server.Answer = async (request, reply) =>
        {
            await reply.BeginAsync();
            await reply.TextAsync("Hel");
            if ((int)request.Body!["seed"]! == 2)
            {
                reply.Abort();
                return;
            }
            await reply.TextAsync("lo");
            await reply.FinishAsync();
            await reply.DoneAsync();
        };
        var finished = new List<int>();
        await using var backbone = await _room.OpenAsync();

        var refusal = await Assert.ThrowsAsync<BackboneUnavailableException>(async () =>
        {
            await foreach (var happened in backbone.GenerateAsync(RemoteRoom.Request(seeds: 3), TestContext.Current.CancellationToken))
            {
                if (happened is SampleFinished sample)
                    finished.Add(sample.Sample);
            }
        });

        Assert.Contains("connection", refusal.Message, StringComparison.Ordinal);
        Assert.Equal([0, 2], finished.Order());
        Assert.Equal(2, _room.Server.Chats.Count(chat => (int)chat.Body!["seed"]! == 2));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_falls_silent_is_given_up(bool begun)
    {
        _room.Limits = _room.Limits with { FirstToken = TimeSpan.FromMilliseconds(300), BetweenTokens = TimeSpan.FromMilliseconds(300), Attempts = 2 };
        _room.Server.Answer = async (_, reply) =>
        {
            await reply.BeginAsync();
            if (begun)
                await reply.TextAsync("Hel");
            await reply.RawAsync(": still here\n\n");
            await reply.StallAsync();
        };

        var refusal = await Assert.ThrowsAsync<BackboneUnavailableException>(() => _room.AskOneAsync());

        Assert.Contains("silent", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_is_complete_although_the_server_does_not_say_that_nothing_more_comes()
    {
        _room.Limits = _room.Limits with { BetweenTokens = TimeSpan.FromMilliseconds(300) };
        _room.Server.Answer = async (_, reply) =>
        {
            await reply.BeginAsync();
            await reply.TextAsync("Hello");
            await reply.FinishAsync();
            await reply.StallAsync();
        };

        Assert.Equal("Hello", (await _room.AskOneAsync()).Text);
        Assert.Single(_room.Server.Chats);
    }

    [Fact]
    public async Task A_server_that_never_ends_is_cut_off()
    {
        _room.Server.Answer = async (_, reply) =>
        {
            await reply.BeginAsync();
            while (true)
                await reply.TextAsync(new string('x', 1000));
        };

        var sample = await _room.AskOneAsync();

        Assert.Equal(FinishReason.Length, sample.Reason);
        Assert.InRange(sample.Text.Length, 100 * 64, 100 * 64 + 2000);
    }

    [Theory]
    [InlineData("cancel")]
    [InlineData("leave")]
    public async Task Whoever_stops_reading_closes_the_streams(string how)
    {
        var left = new SemaphoreSlim(0);
        _room.Server.Answer = async (_, reply) =>
        {
            await reply.BeginAsync();
            await reply.TextAsync("Hel");
            await reply.ClientLeavesAsync();
            left.Release();
        };
        await using var backbone = await _room.OpenAsync();
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var begun = 0;

        async Task ReadAsync()
        {
            await foreach (var happened in backbone.GenerateAsync(RemoteRoom.Request(seeds: 3), cancellation.Token))
            {
                if (happened is not TextGenerated || ++begun < 3)
                    continue;
                if (how == "leave")
                    break;
                await cancellation.CancelAsync();
            }
        }

        if (how == "leave")
            await ReadAsync();
        else
            await Assert.ThrowsAnyAsync<OperationCanceledException>(ReadAsync);
        for (var i = 0; i < 3; i++)
            await left.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        using var elsewhere = new ChatServer();
        _room.Server.Answer = (_, reply) => reply.WholeAsync(307, "", $"Location: http://{elsewhere.Authority}/v1/chat/completions");

        var refusal = await Assert.ThrowsAnyAsync<TanukiException>(() => _room.AskOneAsync());

        Assert.Contains("redirects", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(elsewhere.All);
    }

    [Theory]
    [InlineData("seed", """{"error":{"message":"Unsupported parameter.","param":"seed"}}""")]
    [InlineData("top_p", """{"error":{"message":"Unsupported value: 'top_p' does not support 0.95 with this model."}}""")]
    [InlineData("stream_options", """{"detail":"unexpected field `stream_options`"}""")]
    public async Task A_field_that_an_endpoint_does_not_know_is_left_out(string field, string error)
    {
        _room.Server.Answer = (request, reply) => request.Body![field] is null ? reply.SayAsync(request, "Hello") : reply.WholeAsync(400, error);

        var events = await _room.AskAsync(RemoteRoom.Request(seeds: 3));

        Assert.Equal(3, events.OfType<SampleFinished>().Count());
        Assert.Equal(3, _room.Server.Chats.Count(chat => chat.Body![field] is null));
        Assert.Contains($"\"{field}\"", Assert.Single(_room.Told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_limit_on_tokens_has_another_name_at_some()
    {
        _room.Server.Answer = (request, reply) => request.Body!["max_tokens"] is null
            ? reply.SayAsync(request, "Hello")
            : reply.WholeAsync(400, """{"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.","param":"max_tokens"}}""");

        Assert.Equal("Hello", (await _room.AskOneAsync()).Text);
        Assert.Equal(100, (int)_room.Server.Chats.Last().Body!["max_completion_tokens"]!);
    }

    [Fact]
    public async Task A_field_that_it_refuses_although_it_is_gone_is_a_refusal()
    {
        _room.Server.Answer = (_, reply) => reply.WholeAsync(400, """{"error":{"message":"no 'seed'","param":"seed"}}""");

        Assert.Contains("no 'seed'", (await Assert.ThrowsAnyAsync<TanukiException>(() => _room.AskOneAsync())).Message, StringComparison.Ordinal);
        Assert.Equal(2, _room.Server.Chats.Count);
    }

    [Fact]
    public async Task A_list_of_models_that_is_none_is_done_without()
    {
        _room.Server.Models = "<html>";
        Assert.Equal("Hello", (await _room.AskOneAsync()).Text);
        _room.Server.Models = null;
        Assert.Equal("Hello", (await _room.AskOneAsync()).Text);
    }

    [Fact]
    public async Task Half_a_character_in_an_error_breaks_nothing()
    {
        _room.Server.Answer = (_, reply) => reply.WholeAsync(400, """{"error":{"message":"\ud800"}}""");

        Assert.Contains("refuses the request", (await Assert.ThrowsAnyAsync<TanukiException>(() => _room.AskOneAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Malformed_descriptions_leave_a_server_of_no_particular_kind()
    {
        _room.Server.Models = """{"data":{"id":7}}""";
        _room.Server.Pages["/props"] = "[1,2";
        _room.Server.Pages["/version"] = """{"version":["0"]}""";
        _room.Server.Pages["/api/version"] = "\"0.1\"";

        Assert.Equal("Hello", (await _room.AskOneAsync()).Text);
    }

    [Fact]
    public async Task Absurd_numbers_use_a_budget_up_and_break_nothing()
    {
        _room.Server.Answer = async (_, reply) =>
        {
            await reply.BeginAsync();
            await reply.TextAsync("Hello");
            await reply.FinishAsync();
            await reply.RawAsync("""data: {"choices":[],"usage":{"prompt_tokens":-5,"completion_tokens":9223372036854775807}}""" + "\n\n");
            await reply.DoneAsync();
        };
        await using var backbone = await _room.OpenAsync(_room.Environment with { RemoteTokens = 1_000_000 });

        Assert.Equal("Hello", Assert.Single((await RemoteRoom.EventsAsync(backbone, RemoteRoom.Request())).OfType<SampleFinished>()).Text);
        await Assert.ThrowsAsync<BackboneBudgetException>(() => RemoteRoom.EventsAsync(backbone, RemoteRoom.Request()));
    }

    private void AnswerAfterFailures(int failures, Func<ChatRequest, ChatReply, Task> fail) =>
        _room.Server.Answer = (request, reply) => request.Number < failures ? fail(request, reply) : reply.SayAsync(request, "Hello");

    private static async Task BreakAsync(string how, ChatRequest request, ChatReply reply, bool begun = false)
    {
        if (!begun)
            await reply.BeginAsync();
        switch (how)
        {
            case "abort":
                reply.Abort();
                break;
            case "garbage":
                await reply.RawAsync(string.Create(CultureInfo.InvariantCulture, $"data: {{\"choices\":[{{\"index\":{request.Number}\n\n"));
                break;
            case "endless line":
                await reply.RawAsync("data: ");
                while (true)
                    await reply.RawAsync(new string('x', 100_000));
            case "error event":
                await reply.EventAsync(JsonNode.Parse("""{"error":{"code":502,"message":"the model fell over"}}""")!);
                break;
            case "no choices":
                await reply.DoneAsync();
                break;
        }
    }
}
