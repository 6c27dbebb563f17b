using Tanuki.Core;
using Tanuki.Models.Catalogue;

namespace Tanuki.Models.Tests.Catalogue;

public sealed class ModelVerifierTests : IDisposable
{
    private readonly ScratchFolder scratch = new();

    public ModelVerifierTests() => SmallCatalogue.WriteTo(scratch, 1, 2, 3);

    private string SecondShard => scratch.At($"home/models/{SmallCatalogue.ShardName(2)}");

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task Unchanged_files_are_read_only_once()
    {
        Assert.All((await VerifyAsync()).Files, f => Assert.False(f.FromCache));
        var again = await VerifyAsync();

        Assert.All(again.Files, f => Assert.True(f.FromCache));
        Assert.Equal(SmallCatalogue.WholeSha256, again.Sha256);
        Assert.All((await VerifyAsync(force: true)).Files, f => Assert.False(f.FromCache));
    }

    [Fact]
    public async Task A_touched_file_is_read_again()
    {
        await VerifyAsync();
        File.SetLastWriteTimeUtc(SecondShard, new DateTime(2026, 2, 2, 0, 0, 0, DateTimeKind.Utc));

        Assert.Equal([true, false, true], (await VerifyAsync()).Files.Select(f => f.FromCache));
    }

    [Fact]
    public async Task A_file_changed_just_now_is_not_remembered()
    {
        File.SetLastWriteTimeUtc(SecondShard, TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(1));

        await VerifyAsync();

        Assert.Equal([true, false, true], (await VerifyAsync()).Files.Select(f => f.FromCache));
    }

    [Fact]
    public async Task A_corrupted_byte_is_found()
    {
        await VerifyAsync();
        Corrupt(keepTime: false);

        await AssertDamagedAsync("is damaged", force: false);
        await AssertDamagedAsync("is damaged", force: false);
    }

    [Fact]
    public async Task Forcing_finds_a_corruption_that_kept_size_and_time()
    {
        await VerifyAsync();
        Corrupt(keepTime: true);

        Assert.All((await VerifyAsync()).Files, f => Assert.True(f.FromCache));
        await AssertDamagedAsync("is damaged", force: true);
        await AssertDamagedAsync("is damaged", force: false);
    }

    [Fact]
    public async Task A_truncated_file_is_named_with_its_sizes()
    {
        scratch.Write($"home/models/{SmallCatalogue.ShardName(2)}", SmallCatalogue.Shards[1][..500]);

        await AssertDamagedAsync("truncated: 500 bytes instead of 1006", force: false);
    }

    [Fact]
    public async Task A_file_that_vanished_after_it_was_found_is_named()
    {
        var catalogue = new ModelCatalogue(scratch.Environment);
        var model = catalogue.Resolve("small");
        File.Delete(SecondShard);

        var error = await Assert.ThrowsAsync<TanukiException>(
            () => catalogue.VerifyAsync(model, force: false, null, TestContext.Current.CancellationToken));

        Assert.Contains($"{SecondShard} is missing", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"cut off")]
    [InlineData("[]")]
    [InlineData("{\"x\":null}")]
    [InlineData("{\"x\":{\"stamp\":1}}")]
    public async Task A_damaged_cache_only_costs_time(string content)
    {
        await VerifyAsync();
        scratch.Write("data/model-digests.json", System.Text.Encoding.UTF8.GetBytes(content));

        Assert.All((await VerifyAsync()).Files, f => Assert.False(f.FromCache));
        Assert.All((await VerifyAsync()).Files, f => Assert.True(f.FromCache));
        Assert.Equal(["model-digests.json"], Directory.GetFiles(scratch.At("data")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_model_named_by_its_path_gets_the_digest_over_all_its_shards()
    {
        var path = scratch.At($"home/models/{SmallCatalogue.ShardName(1)}");
        var catalogue = new ModelCatalogue(scratch.Environment);

        var verified = await catalogue.VerifyAsync(path, force: false, null, TestContext.Current.CancellationToken);
        var again = await catalogue.VerifyAsync(path, force: false, null, TestContext.Current.CancellationToken);

        Assert.Equal(SmallCatalogue.WholeSha256, verified.Sha256);
        Assert.Equal(SmallCatalogue.WholeSha256, again.Sha256);
        Assert.All(again.Files, f => Assert.True(f.FromCache));
    }

    [Fact]
    public async Task Progress_ends_at_one()
    {
        var told = new Told();

        await new ModelCatalogue(scratch.Environment).VerifyAsync("small", force: true, told, TestContext.Current.CancellationToken);

        Assert.Equal(told.Values.Order(), told.Values);
        Assert.Equal(1, told.Values[^1]);
    }

    private Task<ModelVerification> VerifyAsync(bool force = false) =>
        new ModelCatalogue(scratch.Environment).VerifyAsync("small", force, null, TestContext.Current.CancellationToken);

    private async Task AssertDamagedAsync(string said, bool force)
    {
        var error = await Assert.ThrowsAsync<TanukiException>(() => VerifyAsync(force));
        Assert.Contains(SecondShard, error.Message, StringComparison.Ordinal);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.Contains("tanuki models verify", error.Hint, StringComparison.Ordinal);
    }

    private void Corrupt(bool keepTime)
    {
        var time = File.GetLastWriteTimeUtc(SecondShard);
        var bytes = File.ReadAllBytes(SecondShard);
        bytes[777] ^= 1;
        File.WriteAllBytes(SecondShard, bytes);
        File.SetLastWriteTimeUtc(SecondShard, keepTime ? time : time.AddDays(1));
    }

    private sealed class Told : IProgress<double>
    {
        public List<double> Values { get; } = [];

        public void Report(double value) => Values.Add(value);
    }
}
