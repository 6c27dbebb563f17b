using CsCheck;
using Tanuki.Core;
using Tanuki.Models.Backbones;
using Tanuki.Models.Catalogue;
using Tanuki.Models.Tests.Catalogue;
using Tanuki.Models.Tests.Support;

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
    public async Task What_llama_cpp_dies_of_is_refused_and_the_engine_lives()
    {
        await Refused("twice", model => model.PutToken("<0x6F>", "<s>"), "one text for two tokens of its vocabulary, 1 and 114");
        await Refused("byte", model => model.PutToken("<0x6F>", "<0x6f>"), "no token for the byte 0x6F");
        await Refused("layers", model => model.Put("llama.block_count", 0u), "0 layers");
        await Refused("many", model => model.Put("llama.block_count", 513u), "513 layers");
        await Refused("none", model => { model.Put("tokenizer.ggml.model", "none"); model.Put("llama.vocab_size", (uint)TinyModel.Tokens.Count); }, "the tokenizer \"none\"");
        await Refused("bert", model => model.Put("tokenizer.ggml.model", "bert"), "the tokenizer \"bert\"");
        await Refused("rwkv", model => model.Put("tokenizer.ggml.model", "rwkv"), "the tokenizer \"rwkv\"");

        Assert.Equal("answered", await AskAsync(room.Scratch.Write("work/whole.gguf", new TinyModel().ToBytes())));
        Assert.Single(room.Engines);

        async Task Refused(string name, Action<TinyModel> spoil, string reason)
        {
            var model = new TinyModel();
            spoil(model);
            var path = room.Scratch.Write($"work/{name}.gguf", model.ToBytes());
            var error = await Assert.ThrowsAsync<TanukiException>(async () =>
            {
                await using var backbone = await room.OpenAsync(path);
                await EngineRoom.FinishedAsync(backbone, EngineRoom.Request(4, 1));
            });
            Assert.Contains(path, error.Message, StringComparison.Ordinal);
            Assert.Contains(reason, error.Message, StringComparison.Ordinal);
            Assert.Equal("Check the file with `tanuki models verify`, or choose another model.", error.Hint);
        }
    }

    [Fact, Trait("Category", "Long")]
    public async Task Two_minutes_of_random_damage_to_a_small_model_give_answers_or_clear_errors()
    {
        var model = new TinyModel();
        var whole = model.ToBytes();
        var random = new Random(20261123);
        var seen = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var began = TimeProvider.System.GetTimestamp();
        for (var i = 0; TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromMinutes(2); i++)
        {
            var path = room.Scratch.Write($"work/{i}.gguf", Damaged(random, whole, model.DataStart));
            var outcome = await AskAsync(path);
            seen[outcome] = seen.GetValueOrDefault(outcome) + 1;
            File.Delete(path);
        }

        TestContext.Current.TestOutputHelper!.WriteLine(string.Join(", ", seen.Select(pair => $"{pair.Value} {pair.Key}")));
        Assert.Equal("answered", await AskAsync(room.Scratch.Write("work/whole.gguf", whole)));
    }

    /// <summary>The model with up to eight bytes of its header changed, or cut off, or with bytes put in or left out.</summary>
    private static byte[] Damaged(Random random, byte[] whole, int dataStart)
    {
        var bytes = whole.ToList();
        for (var change = random.Next(1, 9); change > 0; change--)
        {
            // Most of the header is the vocabulary; its first and last kilobyte decide the most.
            var at = random.Next(3) switch { 0 => random.Next(4, 1024), 1 => dataStart - random.Next(1, 1024), _ => random.Next(4, dataStart) };
            bytes[at] = random.Next(3) switch { 0 => (byte)(bytes[at] ^ 1 << random.Next(8)), 1 => 255, _ => (byte)random.Next(256) };
        }

        switch (random.Next(8))
        {
            case 0:
                var end = random.Next(bytes.Count);
                bytes.RemoveRange(end, bytes.Count - end);
                break;
            case 1:
                bytes.RemoveRange(random.Next(4, dataStart), random.Next(1, 9));
                break;
            case 2:
                bytes.InsertRange(random.Next(4, dataStart), new byte[random.Next(1, 9)]);
                break;
        }

        return [.. bytes];
    }

    private async Task<string> AskAsync(string path)
    {
        try
        {
            await using var backbone = await room.OpenAsync(path);
            return (await EngineRoom.FinishedAsync(backbone, EngineRoom.Request(4, 1, 2))).Count == 2 ? "answered" : "half answered";
        }
        catch (BackboneUnavailableException e)
        {
            Assert.NotNull(e.Hint);
            return "lost the engine";
        }
        catch (TanukiException e)
        {
            Assert.NotNull(e.Hint);
            return "refused";
        }
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
