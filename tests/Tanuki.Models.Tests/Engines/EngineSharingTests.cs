using Tanuki.Models.Backbones;
using Tanuki.Models.Catalogue;
using Tanuki.Models.Engines;

namespace Tanuki.Models.Tests.Engines;

[Collection("engine")]
public sealed class EngineSharingTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    public async Task Clients_that_start_at_once_share_one_engine_and_it_leaves_with_the_last(int clients)
    {
        await using var room = new EngineRoom(keepAliveSeconds: 0);
        using var together = new Barrier(clients);

        var backbones = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Factory.StartNew(
            () =>
            {
                together.SignalAndWait(TestContext.Current.CancellationToken);
                return room.OpenAsync();
            },
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));
        var answers = await Task.WhenAll(backbones.Select(b => EngineRoom.FinishedAsync(b, EngineRoom.Request(3, 7))));

        var engine = Assert.Single(backbones.Select(b => b.EngineProcessId).Distinct());
        Assert.Equal([engine], room.Engines);
        Assert.All(answers, a => Assert.Single(a));
        foreach (var backbone in backbones)
            await backbone.DisposeAsync();
        await EngineRoom.GoneAsync(engine);
        Assert.Empty(Directory.GetFiles(room.Scratch.At("run"), "*.sock"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => EngineRoom.FinishedAsync(backbones[0], EngineRoom.Request(2, 1)));
    }

    [Fact]
    public async Task Of_two_engines_started_at_once_one_leaves_with_75()
    {
        await using var room = new EngineRoom(keepAliveSeconds: 60);
        var program = EngineProgram.Find(room.Environment);
        var endpoint = await EngineEndpoint.ForAsync(room.Environment.RuntimeDirectory, "b1", EngineSocket.User, TestContext.Current.CancellationToken);

        using var one = EngineProcess.Start(program, endpoint, room.Environment, gpu: null);
        using var other = EngineProcess.Start(program, endpoint, room.Environment, gpu: null);
        var patience = TimeSpan.FromSeconds(30);
        Task<bool>[] exits =
        [
            one.ExitsWithinAsync(patience, TimeProvider.System, TestContext.Current.CancellationToken),
            other.ExitsWithinAsync(patience, TimeProvider.System, TestContext.Current.CancellationToken),
        ];
        var first = await Task.WhenAny(exits);

        Assert.True(await first);
        Assert.Equal(EngineProcess.AnotherOneRuns, (first == exits[0] ? one : other).ExitCode);
        Assert.False((first == exits[0] ? other : one).HasExited);
    }

    [Fact]
    public async Task A_client_finds_the_engine_that_an_earlier_one_left_behind_and_keeps_its_model_there()
    {
        await using var room = new EngineRoom(keepAliveSeconds: 60);
        int engine;
        await using (var earlier = await room.OpenAsync())
            engine = earlier.EngineProcessId;

        await using var later = await room.OpenAsync();

        Assert.Equal(engine, later.EngineProcessId);
        var files = new ModelCatalogue(room.Environment).Resolve(EngineRoom.Model).Files;
        foreach (var file in files)
            File.CreateSymbolicLink(room.Scratch.At($"work/{Path.GetFileName(file)}"), file);
        var refusal = await Assert.ThrowsAsync<BackboneUnavailableException>(() => room.OpenAsync(Path.GetFileName(files[0])));
        Assert.Contains("for other clients", refusal.Message, StringComparison.Ordinal);
        Assert.Single(await EngineRoom.FinishedAsync(later, EngineRoom.Request(2, 1)));
    }
}
