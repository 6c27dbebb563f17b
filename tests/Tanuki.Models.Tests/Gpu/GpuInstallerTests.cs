using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Tanuki.Core;
using Tanuki.Models.Gpu;
using Tanuki.Models.Tests.Downloads;

namespace Tanuki.Models.Tests.Gpu;

/// <summary>With the real npm and a registry of one package.</summary>
public sealed class GpuInstallerTests : IDisposable
{
    private const string Package = "@tanuki-test/gpu", Version = "1.2.3", Library = "bins/libggml-vulkan.so";
    private static readonly byte[] Content = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("a library ", 1000)));

    private readonly ScratchFolder scratch = new();
    private readonly OddServer registry;
    private byte[] served;

    public GpuInstallerTests()
    {
        served = Pack(Content, "base");
        registry = new OddServer(AnswerAsync);
        scratch.Write("engine/Tanuki.Engine.dll", []);
        scratch.Write("engine/native/libggml-base.so", "base"u8.ToArray());
        Pin(served, Content.Length);
    }

    private ModelEnvironment Environment => scratch.Environment with { Engine = scratch.At("engine/Tanuki.Engine.dll"), ProbeGpus = () => Machines.Vulkan };

    public void Dispose()
    {
        registry.Dispose();
        scratch.Dispose();
    }

    [Fact]
    public async Task A_library_is_fetched_used_and_removed()
    {
        var gpus = new Gpus(Environment);
        Assert.Equal("The Vulkan build is not installed.", gpus.Choose().Reason);
        Assert.Null(GpuStart.Choose(Environment));

        var path = await gpus.InstallAsync(gpus.Find(name: null), TestContext.Current.CancellationToken);

        Assert.Equal(Content, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        Assert.Equal(GpuBuild.Vulkan, gpus.Choose().Build);
        Assert.Equal(path, GpuStart.Choose(Environment)!.Library);
        Assert.Equal([path], Files());
        Assert.Equal(Content.Length, gpus.Remove("vulkan"));
        Assert.Empty(Files());
        Assert.Throws<UsageException>(() => gpus.Remove("vulkan"));
    }

    [Fact]
    public async Task A_library_of_another_version_does_not_count_and_is_replaced()
    {
        var gpus = new Gpus(Environment);
        var old = scratch.Write("data/gpu/vulkan/1.2.2/libggml-vulkan.so", Content);
        var forgotten = scratch.Write("data/gpu/.installing-0/package.json", Content);
        Assert.Null(gpus.Choose().Build);

        await gpus.InstallAsync(gpus.Find("vulkan"), TestContext.Current.CancellationToken);

        Assert.Equal(GpuBuild.Vulkan, gpus.Choose().Build);
        Assert.False(File.Exists(old));
        Assert.False(File.Exists(forgotten));
    }

    [Fact]
    public async Task A_library_that_was_cut_short_does_not_count()
    {
        var gpus = new Gpus(Environment);
        var path = await gpus.InstallAsync(gpus.Find("vulkan"), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(path, Content[..^1], TestContext.Current.CancellationToken);
        Assert.Null(gpus.Choose().Build);
    }

    [Fact]
    public async Task Other_bytes_than_the_pinned_ones_are_refused()
    {
        served = Pack([.. Content.Reverse()], "base");

        var error = await RefusedAsync();

        Assert.StartsWith("npm could not fetch it: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("integrity", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_library_for_another_base_is_refused()
    {
        served = Pack(Content, "another base");
        Pin(served, Content.Length);
        Assert.Contains("another version of ggml", (await RefusedAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_the_disk_holds_is_refused_before_it_is_fetched()
    {
        Pin(served, long.MaxValue / 4);
        Assert.Contains("MB are free", (await RefusedAsync()).Message, StringComparison.Ordinal);
        Assert.Empty(registry.Requests);
    }

    [Fact]
    public async Task Cancelling_leaves_nothing_behind()
    {
        using var stop = new CancellationTokenSource();
        var gpus = new Gpus(Environment);
        var install = gpus.InstallAsync(gpus.Find("vulkan"), stop.Token);
        while (registry.Requests.IsEmpty && !install.IsCompleted)
            await Task.Yield();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => install);
        Assert.Empty(Files());
    }

    private async Task<TanukiException> RefusedAsync()
    {
        var gpus = new Gpus(Environment);
        var error = await Assert.ThrowsAsync<TanukiException>(() => gpus.InstallAsync(gpus.Find("vulkan"), TestContext.Current.CancellationToken));
        Assert.Empty(Files());
        Assert.Null(gpus.Choose().Build);
        return error;
    }

    private string[] Files() => Directory.Exists(scratch.At("data/gpu")) ? Directory.GetFiles(scratch.At("data/gpu"), "*", SearchOption.AllDirectories) : [];

    /// <summary>Writes what lies beside the engine.</summary>
    private void Pin(byte[] tarball, long libraryBytes)
    {
        Write("package.json", new JsonObject
        {
            ["name"] = "test",
            ["private"] = true,
            ["dependencies"] = new JsonObject { [Package] = Version },
            ["tanuki"] = new JsonObject { ["library"] = Library, ["downloadBytes"] = tarball.Length, ["libraryBytes"] = libraryBytes },
        });
        Write("package-lock.json", new JsonObject
        {
            ["name"] = "test",
            ["lockfileVersion"] = 3,
            ["requires"] = true,
            ["packages"] = new JsonObject
            {
                [""] = new JsonObject { ["name"] = "test", ["dependencies"] = new JsonObject { [Package] = Version } },
                [$"node_modules/{Package}"] = new JsonObject { ["version"] = Version, ["integrity"] = Integrity(tarball) },
            },
        });
        scratch.Write("engine/native/gpu/vulkan/.npmrc", Encoding.UTF8.GetBytes($"registry={registry.Address}/\nfetch-retries=0\n"));
    }

    private void Write(string name, JsonObject content) => scratch.Write($"engine/native/gpu/vulkan/{name}", Encoding.UTF8.GetBytes(content.ToJsonString()));

    private Task AnswerAsync(OddRequest request, Stream to, CancellationToken cancellationToken) =>
        OddServer.ServeAsync(request, to, request.Path.EndsWith(".tgz", StringComparison.Ordinal) ? served : Encoding.UTF8.GetBytes(new JsonObject
        {
            ["name"] = Package,
            ["dist-tags"] = new JsonObject { ["latest"] = Version },
            ["versions"] = new JsonObject
            {
                [Version] = new JsonObject
                {
                    ["name"] = Package,
                    ["version"] = Version,
                    ["dist"] = new JsonObject { ["tarball"] = $"{registry.Address}/gpu.tgz", ["integrity"] = Integrity(served) },
                },
            },
        }.ToJsonString()));

    private static string Integrity(byte[] content) => $"sha512-{Convert.ToBase64String(SHA512.HashData(content))}";

    private static byte[] Pack(byte[] library, string ggmlBase)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Ustar))
        {
            Add(tar, "package.json", Encoding.UTF8.GetBytes($$"""{"name":"{{Package}}","version":"{{Version}}"}"""));
            Add(tar, Library, library);
            Add(tar, "bins/libggml-base.so", Encoding.UTF8.GetBytes(ggmlBase));
        }
        return bytes.ToArray();
    }

    private static void Add(TarWriter tar, string name, byte[] content) =>
        tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"package/{name}") { DataStream = new MemoryStream(content) });
}
