using Tanuki.Engine.Adapters;
using Tanuki.Engine.Loading;
using Tanuki.Engine.Native;
using Tanuki.Engine.Tests.Support;
using Tanuki.Models.Tests.Support;

namespace Tanuki.Engine.Tests.Adapters;

public sealed class ResidentAdaptersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ModelHandle _model;
    private readonly ModelFiles _files;
    private readonly ContextHandle _context;

    public ResidentAdaptersTests()
    {
        File.WriteAllBytes(_folder.File("tiny.gguf"), new TinyModel().ToBytes());
        (_model, _files) = ModelLoader.Load(_folder.File("tiny.gguf"), _folder.File("layouts"));
        _context = Llama.InitFromModel(_model, Llama.ContextDefaultParams());
    }

    public void Dispose()
    {
        _context.Dispose();
        _model.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_least_recently_used_go_but_never_those_in_use()
    {
        using var store = new AdapterStore(_files, budget: long.MaxValue);
        var sets = new List<AdapterSet>();
        for (var i = 0; i < 4; i++)
            sets.Add(await OpenAsync(store, Write(i)));
        using var residents = new ResidentAdapters(_model, _context, budget: 2 * sets[0].Entries[0].Adapter.Bytes);
        foreach (var (set, resident) in sets.Zip([1, 2, 2, 2]))
        {
            residents.Use(set);
            Assert.Equal(resident, residents.Count);
        }
        residents.Use(new AdapterSet([.. sets.Take(3).Select(set => (set.Entries[0].Adapter, 1f))]));
        Assert.Equal(3, residents.Count);
        residents.Use(AdapterSet.None);
        Assert.Equal(2, residents.Count);
        residents.Use(sets[3]);
        Assert.Equal(2, residents.Count);
    }

    [Fact]
    public async Task A_file_is_read_once_and_again_when_it_changed()
    {
        using var store = new AdapterStore(_files, budget: 1);
        var path = Write(0);
        var first = await OpenAsync(store, path);
        Assert.Same(first.Entries[0].Adapter, (await OpenAsync(store, path)).Entries[0].Adapter);
        File.WriteAllBytes(path, File.ReadAllBytes(Write(1)));
        // Two writes within one tick of the kernel's clock look the same.
        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddSeconds(1));
        Assert.NotEqual(first, await OpenAsync(store, path));
        Assert.Equal(first, await OpenAsync(store, Write(0)));
    }

    private string Write(int seed) =>
        new TestAdapter { Architecture = "llama", Targets = new() { ["blk.0.ffn_down.weight"] = (64, 32) } }.Write(_folder.File($"{seed}.gguf"), seed);

    private static Task<AdapterSet> OpenAsync(AdapterStore store, string path) =>
        store.OpenAsync([new Contract.AdapterUse { Path = path, Scale = 1 }], TestContext.Current.CancellationToken);
}
