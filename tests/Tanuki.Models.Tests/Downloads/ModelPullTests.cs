using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tanuki.Core;
using Tanuki.Models.Catalogue;
using Tanuki.Models.Downloads;
using Tanuki.Models.Tests.Catalogue;

namespace Tanuki.Models.Tests.Downloads;

public sealed class ModelPullTests : IDisposable
{
    private const string HubPath = "/owner/repo/resolve/main/Model.gguf";
    private const string Folder = "data/models/model";
    private static readonly byte[] File = [.. "GGUF"u8, .. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7 + (i >> 8)))];
    private static readonly string Sha256 = Convert.ToHexStringLower(SHA256.HashData(File));

    private readonly ScratchFolder _scratch = new();
    private OddServer? _server;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ModelPullTests() => SmallCatalogue.WriteTo(_scratch, 1, 2, 3);

    public void Dispose()
    {
        _server?.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public async Task A_file_comes_in_pieces_and_is_a_model_then()
    {
        Serve((request, to) => OddServer.ServeAsync(request, to, File));
        var progress = new List<PullProgress>();

        var model = await PullAsync("hf:owner/repo/Model.gguf", progress: new Listing(progress));

        Assert.Equal(("model", File.LongLength, Sha256, false), (model.Name, model.Bytes, model.Sha256, model.Expected));
        Assert.Equal(File, await ReadAsync("Model.gguf"));
        Assert.Equal(["Model.gguf", "model.json"], Names());
        Assert.Equal(5, _server!.Requests.Count(request => request.Path == HubPath && request.Range is { } range && range.Last - range.First > 1));
        Assert.Equal((File.LongLength, File.LongLength), (progress[^1].Received, progress[^1].Total));
        var catalogue = new ModelCatalogue(_scratch.Environment);
        Assert.Equal(_scratch.At($"{Folder}/Model.gguf"), catalogue.Resolve("model").FirstFile);
        Assert.Equal(Sha256, (await catalogue.VerifyAsync("model", force: true, null, Token)).Sha256);
        Assert.Contains(catalogue.List(), listing => listing is { Id: "model", Installed: true, Bundled: false });
    }

    [Fact]
    public async Task The_licence_is_what_the_hubs_card_says()
    {
        Serve(async (request, to) =>
        {
            if (request.Path != "/api/models/owner/repo")
            {
                await OddServer.ServeAsync(request, to, File);
                return;
            }
            await OddServer.HeadAsync(to, "200 OK");
            await to.WriteAsync("""{"cardData":{"license":"mit"}}"""u8.ToArray(), Token);
        });
        var progress = new List<PullProgress>();

        Assert.Equal("mit", (await PullAsync("hf:owner/repo/Model.gguf", progress: new Listing(progress))).Licence);
        Assert.Equal("mit", progress[0].Licence);
    }

    [Fact]
    public async Task All_shards_of_a_model_are_fetched()
    {
        Serve((request, to) => OddServer.ServeAsync(request, to, SmallCatalogue.Shards[request.Path[^15] - '1']));

        var model = await PullAsync($"{_server!.Address}/Other-00001-of-00003.gguf");

        Assert.Equal(("other", SmallCatalogue.WholeSha256), (model.Name, model.Sha256));
        Assert.Equal(3, new ModelCatalogue(_scratch.Environment).Resolve("other").Files.Count);
    }

    [Fact]
    public async Task What_an_earlier_process_fetched_is_not_fetched_again()
    {
        var broken = true;
        Serve(async (request, to) =>
        {
            if (!broken || request.Range is not { First: >= 128 << 10 })
                await OddServer.ServeAsync(request, to, File);
        });
        await Assert.ThrowsAsync<TanukiException>(() => PullAsync("hf:owner/repo/Model.gguf"));
        Assert.Contains("Model.gguf.part", Names());

        broken = false;
        var before = _server!.Requests.Count;
        await PullAsync("hf:owner/repo/Model.gguf");

        Assert.Equal(File, await ReadAsync("Model.gguf"));
        Assert.DoesNotContain(_server.Requests.Skip(before), request => request.Range is { First: 0, Last: > 0 });
    }

    [Fact]
    public async Task A_cancelled_download_goes_on()
    {
        using var stop = new CancellationTokenSource();
        Serve((request, to) => OddServer.ServeAsync(request, to, File));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PullAsync(
            "hf:owner/repo/Model.gguf", progress: new Stopping(stop), cancellationToken: stop.Token));

        Assert.Equal(Sha256, (await PullAsync("hf:owner/repo/Model.gguf")).Sha256);
    }

    [Fact]
    public async Task Servers_that_fall_silent_break_off_or_are_busy_are_asked_again()
    {
        var count = 0;
        _server = new OddServer(async (request, to, cancelled) =>
        {
            switch (Interlocked.Increment(ref count) % 5)
            {
                case 0:
                    await Task.Delay(Timeout.Infinite, cancelled);
                    break;
                case 1:
                    await OddServer.HeadAsync(to, "503 Service Unavailable", "Retry-After: 0");
                    break;
                case 2 when request.Range is { } range && range.Last > 0:
                    // Half of what was promised, and then nothing more.
                    await OddServer.HeadAsync(
                        to, "206 Partial Content", $"Content-Length: {range.Last - range.First + 1}", $"Content-Range: bytes {range.First}-{range.Last}/{File.Length}", "ETag: \"one\"");
                    await to.WriteAsync(File.AsMemory((int)range.First, (int)(range.Last - range.First + 1) / 2), cancelled);
                    break;
                default:
                    await OddServer.ServeAsync(request, to, File);
                    break;
            }
        });

        Assert.Equal(Sha256, (await PullAsync("hf:owner/repo/Model.gguf", limits: Limits with { Attempts = 20 })).Sha256);
    }

    [Fact]
    public async Task A_server_that_never_sends_anything_is_given_up_with_a_hint()
    {
        _server = new OddServer((_, _, cancelled) => Task.Delay(Timeout.Infinite, cancelled));

        var failure = await Assert.ThrowsAsync<TanukiException>(() => PullAsync($"{_server.Address}/model.gguf"));

        Assert.Contains("times in a row", failure.Message, StringComparison.Ordinal);
        Assert.Contains("go on from where it stopped", failure.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("another part")]
    [InlineData("another length")]
    [InlineData("the whole")]
    public async Task A_server_that_is_wrong_about_parts_is_asked_for_the_whole(string lie)
    {
        Serve(async (request, to) =>
        {
            if (request.Range is not { Last: > 0 } range)
            {
                await OddServer.ServeAsync(request, to, File);
                return;
            }
            var (status, first, last, of) = lie switch
            {
                "another part" => ("206 Partial Content", 0L, range.Last - range.First, File.Length),
                "another length" => ("206 Partial Content", range.First, range.Last, File.Length + 1),
                _ => ("200 OK", 0L, File.Length - 1L, File.Length),
            };
            await OddServer.HeadAsync(to, status, $"Content-Length: {last - first + 1}", $"Content-Range: bytes {first}-{last}/{of}", "ETag: \"one\"");
            await to.WriteAsync(File.AsMemory(0, (int)(last - first + 1)), Token);
        });

        Assert.Equal(Sha256, (await PullAsync("hf:owner/repo/Model.gguf")).Sha256);
    }

    [Fact]
    public async Task A_server_without_parts_is_asked_for_the_whole()
    {
        Serve(async (_, to) =>
        {
            await OddServer.HeadAsync(to, "200 OK", $"Content-Length: {File.Length}");
            await to.WriteAsync(File, Token);
        });

        Assert.Equal(Sha256, (await PullAsync($"{_server!.Address}/model.gguf", Sha256.ToUpperInvariant())).Sha256);
    }

    [Fact]
    public async Task Wrong_bytes_are_deleted_and_never_a_model()
    {
        var wrong = File.ToArray();
        wrong[200_000] ^= 1;
        Serve((request, to) => OddServer.ServeAsync(request, to, wrong));

        var failure = await Assert.ThrowsAsync<TanukiException>(() => PullAsync($"{_server!.Address}/model.gguf", Sha256));

        Assert.Contains($"expected is {Sha256}", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("model.gguf", Names());
        Assert.Equal(0, new FileInfo(_scratch.At($"{Folder}/model.gguf.part")).Length);
        Assert.Throws<UsageException>(() => new ModelCatalogue(_scratch.Environment).Resolve("model"));
    }

    [Fact]
    public async Task The_hubs_own_digest_is_believed_of_the_hub_alone_and_the_token_stays_there()
    {
        using var store = new OddServer((request, to, _) => OddServer.ServeAsync(request, to, File));
        Serve((request, to) => OddServer.HeadAsync(to, "302 Found", $"Location: {store.Address}/blob", $"X-Linked-ETag: \"{new string('0', 64)}\""));

        var failure = await Assert.ThrowsAsync<TanukiException>(() => PullAsync("hf:owner/repo/Model.gguf", token: "secret"));

        Assert.Contains($"expected is {new string('0', 64)}", failure.Message, StringComparison.Ordinal);
        Assert.Contains(_server!.Requests, request => request.Headers.GetValueOrDefault("authorization") == "Bearer secret");
        Assert.DoesNotContain(store.Requests, request => request.Headers.ContainsKey("authorization"));
    }

    [Fact]
    public async Task A_file_that_changes_meanwhile_is_not_patched_together()
    {
        var other = File.ToArray();
        other[5] ^= 1;
        var changed = false;
        Serve((request, to) =>
        {
            var now = changed;
            changed |= request.Range is { Last: > 0 };
            return OddServer.ServeAsync(request, to, now ? other : File, now ? "\"two\"" : "\"one\"");
        });

        var failure = await Assert.ThrowsAsync<TanukiException>(() => PullAsync("hf:owner/repo/Model.gguf"));
        Assert.Contains("changed on the server", failure.Message, StringComparison.Ordinal);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(other)), (await PullAsync("hf:owner/repo/Model.gguf")).Sha256);
    }

    [Fact]
    public async Task A_full_disk_is_seen_before_anything_is_fetched()
    {
        Serve((request, to) => OddServer.ServeAsync(request, to, File));

        var failure = await Assert.ThrowsAsync<TanukiException>(() => PullAsync("hf:owner/repo/Model.gguf", limits: Limits with { FreeBytes = _ => 1 << 20, KeepFreeBytes = 1 << 20 }));

        Assert.Contains("on the disk", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_server!.Requests, request => request.Range is { Last: > 0 });
    }

    [Theory]
    [InlineData("404 Not Found", "There is no file at")]
    [InlineData("401 Unauthorized", "refuses")]
    [InlineData("302 Found", "redirects in a circle")]
    [InlineData("500 Internal Server Error", "status 500, 3 times in a row")]
    public async Task A_refusal_is_told_in_a_sentence(string status, string said)
    {
        Serve((_, to) => OddServer.HeadAsync(to, status, "Location: /again", "Content-Length: 0"));

        var failure = await Assert.ThrowsAsync<TanukiException>(() => PullAsync($"{_server!.Address}/model.gguf"));

        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
        Assert.NotNull(failure.Hint);
    }

    [Fact]
    public async Task A_page_is_no_model()
    {
        Serve((request, to) => OddServer.ServeAsync(request, to, Encoding.ASCII.GetBytes("<html>Sign in</html>")));

        Assert.Contains("is not a GGUF", (await Assert.ThrowsAsync<TanukiException>(() => PullAsync($"{_server!.Address}/model.gguf"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_of_the_catalogue_is_fetched_by_its_name_and_compared_with_it()
    {
        var entry = new CatalogueEntry(
            "far", "For tests.", Bundled: false, "qwen2", 1, 1, 1, "Apache-2.0", Sha256, [new CatalogueFile("Model.gguf", File.Length, Sha256)], "hf:owner/repo@0123abc");
        _scratch.Write("home/models/catalogue.json", JsonSerializer.SerializeToUtf8Bytes(new CatalogueDocument([entry]), TanukiJson.Compact));
        Serve((request, to) => OddServer.ServeAsync(request, to, File));
        var missing = Assert.Throws<TanukiException>(() => new ModelCatalogue(_scratch.Environment).Resolve("far"));
        Assert.Contains("tanuki models pull far", missing.Hint, StringComparison.Ordinal);

        var model = await PullAsync("far");

        Assert.Equal((Sha256, true, "Apache-2.0"), (model.Sha256, model.Expected, model.Licence));
        Assert.All(_server!.Requests, request => Assert.Equal("/owner/repo/resolve/0123abc/Model.gguf", request.Path));
        var asked = _server.Requests.Count;
        await PullAsync("far");
        Assert.Equal(asked, _server.Requests.Count);

        Assert.True(ModelPull.Remove(_scratch.Environment, "far") >= File.Length);
        Assert.Throws<TanukiException>(() => new ModelCatalogue(_scratch.Environment).Resolve("far"));
        Assert.Throws<UsageException>(() => ModelPull.Remove(_scratch.Environment, "far"));
    }

    [Fact]
    public async Task Another_file_does_not_take_a_models_name()
    {
        Serve((request, to) => OddServer.ServeAsync(request, to, File));
        await Assert.ThrowsAsync<UsageException>(() => PullAsync($"{_server!.Address}/Small.gguf"));
        await PullAsync($"{_server!.Address}/a/model.gguf");

        var refusal = await Assert.ThrowsAsync<UsageException>(() => PullAsync($"{_server.Address}/b/model.gguf"));

        Assert.Contains("tanuki models remove model", refusal.Hint, StringComparison.Ordinal);
    }

    private static DownloadLimits Limits => new()
    {
        PieceBytes = 64 << 10,
        Stall = TimeSpan.FromMilliseconds(500),
        Attempts = 3,
        FirstDelay = TimeSpan.FromMilliseconds(1),
        KeepFreeBytes = 0,
    };

    private void Serve(Func<OddRequest, Stream, Task> answer) => _server = new OddServer((request, to, _) => answer(request, to));

    private async Task<PulledModel> PullAsync(
        string source, string? sha256 = null, IProgress<PullProgress>? progress = null, string? token = null, DownloadLimits? limits = null,
        CancellationToken? cancellationToken = null)
    {
        using var pull = new ModelPull(_scratch.Environment, limits ?? Limits, _server!.Address, token);
        return await pull.PullAsync(source, sha256, progress, cancellationToken ?? Token);
    }

    private Task<byte[]> ReadAsync(string name) => System.IO.File.ReadAllBytesAsync(_scratch.At($"{Folder}/{name}"), Token);

    private List<string> Names() => [.. Directory.EnumerateFiles(_scratch.At(Folder)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private sealed class Listing(List<PullProgress> list) : IProgress<PullProgress>
    {
        public void Report(PullProgress value)
        {
            lock (list)
                list.Add(value);
        }
    }

    /// <summary>Stops once something has come.</summary>
    private sealed class Stopping(CancellationTokenSource stop) : IProgress<PullProgress>
    {
        public void Report(PullProgress value)
        {
            if (value.Received > 0)
                stop.Cancel();
        }
    }
}
