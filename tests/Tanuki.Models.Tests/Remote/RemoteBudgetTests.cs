using Tanuki.Core;
using Tanuki.Models.Backbones;
using Tanuki.Models.Remote;

namespace Tanuki.Models.Tests.Remote;

public sealed class RemoteBudgetTests : IDisposable
{
    private readonly RemoteRoom _room = new();

    public void Dispose() => _room.Dispose();

    [Fact]
    public async Task A_request_that_may_take_more_than_is_left_is_not_sent()
    {
        var refusal = await Assert.ThrowsAsync<BackboneBudgetException>(() => AskAsync(_room.Environment with { RemoteTokens = 100 }));

        Assert.Contains("100 tokens of 100", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_room.Server.Chats);
    }

    [Fact]
    public async Task What_was_taken_is_what_the_endpoint_says()
    {
        // A request may take 100 tokens of answer and about 20 of prompt, and takes 22.
        await using var backbone = await _room.OpenAsync(_room.Environment with { RemoteTokens = 160 });

        await RemoteRoom.EventsAsync(backbone, RemoteRoom.Request());
        await RemoteRoom.EventsAsync(backbone, RemoteRoom.Request());
        var refusal = await Assert.ThrowsAsync<BackboneBudgetException>(() => RemoteRoom.EventsAsync(backbone, RemoteRoom.Request()));

        Assert.Contains("116 tokens of 160", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(2, _room.Server.Chats.Count);
    }

    [Fact]
    public async Task Where_it_says_nothing_tokens_are_estimated()
    {
        _room.Server.Answer = async (_, reply) =>
        {
            await reply.BeginAsync();
            await reply.TextAsync(new string('x', 120));
            await reply.FinishAsync();
            await reply.DoneAsync();
        };
        await using var backbone = await _room.OpenAsync(_room.Environment with { RemoteTokens = 160 });

        await RemoteRoom.EventsAsync(backbone, RemoteRoom.Request());

        await Assert.ThrowsAsync<BackboneBudgetException>(() => RemoteRoom.EventsAsync(backbone, RemoteRoom.Request()));
        Assert.Single(_room.Server.Chats);
    }

    [Fact]
    public async Task Samples_that_fit_only_one_after_another_come_one_after_another_until_nothing_is_left()
    {
        await using var backbone = await _room.OpenAsync(_room.Environment with { RemoteTokens = 160 });
        var finished = 0;

        await Assert.ThrowsAsync<BackboneBudgetException>(async () =>
        {
            await foreach (var happened in backbone.GenerateAsync(RemoteRoom.Request(seeds: 10), TestContext.Current.CancellationToken))
                finished += happened is SampleFinished ? 1 : 0;
        });

        Assert.Equal(2, finished);
        Assert.Equal(2, _room.Server.Chats.Count);
    }

    [Fact]
    public async Task A_limit_on_money_takes_the_price_that_the_endpoint_lists()
    {
        _room.Server.Models = """{"data":[{"id":"x","pricing":{"prompt":"0.001","completion":"0.002","image":"0"}}]}""";

        await AskAsync(_room.Environment with { RemoteCost = 0.3m });
        var refusal = await Assert.ThrowsAsync<BackboneBudgetException>(() => AskAsync(_room.Environment with { RemoteCost = 0.2m }));

        Assert.Contains("TANUKI_REMOTE_COST", refusal.Message, StringComparison.Ordinal);
        Assert.Single(_room.Server.Chats);
    }

    [Fact]
    public async Task The_users_own_price_goes_before_the_listed_one()
    {
        _room.Server.Models = """{"data":[{"id":"x","pricing":{"prompt":"0","completion":"0"}}]}""";

        await Assert.ThrowsAsync<BackboneBudgetException>(() => AskAsync(_room.Environment with { RemoteCost = 0.2m, RemotePrice = new RemotePrice(1000, 2000) }));
    }

    [Fact]
    public async Task A_limit_on_money_needs_a_price()
    {
        var refusal = await Assert.ThrowsAsync<UsageException>(() => _room.OpenAsync(_room.Environment with { RemoteCost = 1 }));

        Assert.Contains("TANUKI_REMOTE_PRICE", refusal.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_refused_here_takes_nothing()
    {
        await using var backbone = await _room.OpenAsync(_room.Environment with { RemoteTokens = 130 });
        for (var i = 0; i < 2; i++)
            await Assert.ThrowsAsync<TanukiException>(() => RemoteRoom.EventsAsync(backbone, RemoteRoom.Request() with { Adapters = [new("/a.gguf")] }));

        Assert.Single((await RemoteRoom.EventsAsync(backbone, RemoteRoom.Request())).OfType<SampleFinished>());
    }

    [Fact]
    public async Task Attempts_that_the_endpoint_refuses_take_nothing()
    {
        _room.Server.Answer = (request, reply) => request.Number < 3 ? reply.WholeAsync(503, "{}") : reply.SayAsync(request, "Hello");

        await AskAsync(_room.Environment with { RemoteTokens = 130 });

        Assert.Equal(4, _room.Server.Chats.Count);
    }

    private async Task AskAsync(ModelEnvironment environment)
    {
        await using var backbone = await _room.OpenAsync(environment);
        await RemoteRoom.EventsAsync(backbone, RemoteRoom.Request());
    }
}
