using CsCheck;
using Tanuki.Core;
using Tanuki.Models.Backbones;
using Tanuki.Models.Catalogue;
using Tanuki.Models.Tests.Catalogue;

namespace Tanuki.Models.Tests.Engines;

[Collection("engine")]
public sealed class DamagedModelTests : IAsyncLifetime
{
    private readonly EngineRoom room = new(keepAliveSeconds: 60);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => room.DisposeAsync();

    [Fact]
    public async Task A_fuzzed_gguf_gets_a_clear_error_and_the_engine_lives()
    {
        var start = FirstBytes(200_000);
        var fuzz = Gen.Select(Gen.Int[4, 2000], Gen.Byte, Gen.Int[100, start.Length]).Array[1, 8];

        await fuzz.SampleAsync(
            async changes =>
            {
                var bytes = start[..changes.Max(c => c.Item3)];
                foreach (var (at, value, _) in changes)
                    bytes[at % bytes.Length] = at % bytes.Length < 4 ? bytes[at % bytes.Length] : value;
                var path = room.Scratch.Write($"work/{Guid.NewGuid():N}.gguf", bytes);
                var error = await Assert.ThrowsAnyAsync<TanukiException>(() => room.OpenAsync(path));
                Assert.Contains(path, error.Message, StringComparison.Ordinal);
                Assert.NotNull(error.Hint);
            },
            iter: 30, threads: 2);

        Assert.Single(room.Engines);
    }

    [Fact]
    public async Task A_truncated_gguf_gets_a_clear_error()
    {
        var path = room.Scratch.Write("work/truncated.gguf", FirstBytes(3_000_000));

        var error = await Assert.ThrowsAnyAsync<TanukiException>(() => room.OpenAsync("truncated.gguf"));

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_corrupted_shard_never_reaches_the_engine()
    {
        SmallCatalogue.WriteTo(room.Scratch, 1, 2, 3);
        room.Scratch.Write($"home/models/{SmallCatalogue.ShardName(3)}", [.. SmallCatalogue.Shards[2][..^1], 1]);

        var error = await Assert.ThrowsAsync<TanukiException>(() => BackboneFactory.OpenAsync(
            room.Environment with { Home = room.Scratch.At("home") }, "small", status: null, TestContext.Current.CancellationToken));

        Assert.Contains("is damaged", error.Message, StringComparison.Ordinal);
        Assert.Empty(room.Engines);
    }

    private byte[] FirstBytes(int count)
    {
        using var shard = File.OpenRead(new ModelCatalogue(room.Environment).Resolve(EngineRoom.Model).FirstFile);
        var bytes = new byte[count];
        shard.ReadExactly(bytes);
        return bytes;
    }
}
