using Tanuki.Models.Backbones;
using Tanuki.Models.Engines;

namespace Tanuki.Models.Tests.Engines;

[Collection("engine")]
public sealed class EngineDeathTests
{
    [Fact]
    public async Task Killed_while_generating_is_said_to_every_client_and_the_next_request_starts_it_again()
    {
        await using var room = new EngineRoom(keepAliveSeconds: 0);
        await using var starter = await room.OpenAsync();
        await using var guest = await room.OpenAsync();
        var engine = starter.EngineProcessId;

        // A client that has heard nothing yet is given a new engine within its request.
        var guestListens = new TaskCompletionSource();
        var toGuest = DieAsync(guest, () => Task.FromResult(guestListens.TrySetResult()));
        var said = await DieAsync(starter, async () =>
        {
            await guestListens.Task.WaitAsync(TestContext.Current.CancellationToken);
            await EngineRoom.KillAsync(engine);
        });
        var saidToGuest = await toGuest;

        Assert.StartsWith("The engine was killed (signal 9", said.Message, StringComparison.Ordinal);
        Assert.StartsWith("The engine died", saidToGuest.Message, StringComparison.Ordinal);
        var answers = await Task.WhenAll(
            EngineRoom.FinishedAsync(starter, EngineRoom.Request(2, 1)), EngineRoom.FinishedAsync(guest, EngineRoom.Request(2, 1)));
        Assert.All(answers, a => Assert.Single(a));
        Assert.NotEqual(engine, starter.EngineProcessId);
        Assert.Equal(starter.EngineProcessId, guest.EngineProcessId);
        Assert.Equal([starter.EngineProcessId], room.Engines);
    }

    [Fact]
    public async Task Killed_between_requests_goes_unnoticed()
    {
        await using var room = new EngineRoom(keepAliveSeconds: 0);
        await using var backbone = await room.OpenAsync();
        await EngineRoom.KillAsync(backbone.EngineProcessId);

        Assert.Single(await EngineRoom.FinishedAsync(backbone, EngineRoom.Request(2, 1)));
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task After_three_restarts_in_a_row_it_gives_up()
    {
        await using var room = new EngineRoom(keepAliveSeconds: 0);
        await using var backbone = await room.OpenAsync();
        for (var death = 0; death <= LocalBackbone.MostRestarts; death++)
            await DieAsync(backbone, () => EngineRoom.KillAsync(backbone.EngineProcessId));

        var end = await Assert.ThrowsAsync<BackboneUnavailableException>(
            () => EngineRoom.FinishedAsync(backbone, EngineRoom.Request(2, 1)));

        Assert.Contains("3 restarts in a row", end.Message, StringComparison.Ordinal);
        Assert.Empty(room.Engines);
    }

    private static Task<BackboneUnavailableException> DieAsync(LocalBackbone backbone, Func<Task> onFirstText) =>
        Assert.ThrowsAsync<BackboneUnavailableException>(async () =>
        {
            var heard = false;
            await foreach (var e in backbone.GenerateAsync(EngineRoom.Request(2000, 1, 2), TestContext.Current.CancellationToken))
            {
                if (e is not TextGenerated || heard)
                    continue;
                heard = true;
                await onFirstText();
            }
        });
}
